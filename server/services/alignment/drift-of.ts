import type { LeaseDrift } from '#lib/schemas/lease-drift';
import type { Tx } from '#server/db/pool';
import { doorNames } from './door-names.ts';
import type { Alignment } from './plan-alignment.ts';

/** Who differs, and what bringing them in line would send, in the names of doors. */
export async function driftOf(tx: Tx, alignments: readonly Alignment[]): Promise<LeaseDrift> {
  const items = alignments.flatMap(({ planned }) => planned.items);
  const byHand = alignments.flatMap(({ tasks }) => tasks.flatMap(({ doorId }) => doorId ?? []));
  const unclear = alignments.flatMap(({ planned }) => planned.unclear);
  const names = await doorNames(tx, [
    ...unclear,
    ...items.flatMap(({ doors }) => doors.map(({ doorId }) => doorId)),
    ...byHand,
  ]);
  const nameOf = (doorId: string | null) => names.get(doorId ?? '') ?? 'Unknown door';
  const people = alignments.map(({ holder, planned, tasks }) => {
    const named = (action: 'grant' | 'change' | 'revoke') =>
      planned.items
        .filter((item) => item.action === action)
        .flatMap(({ doors }) => doors.map(({ doorId }) => nameOf(doorId)));
    return {
      id: holder.tenancyId ?? holder.personKey,
      name: holder.name,
      unitName: holder.unitName,
      gains: named('grant'),
      loses: named('revoke'),
      changes: named('change'),
      unclear: planned.unclear.map(nameOf),
      byHand: tasks.map(({ doorId }) => nameOf(doorId)),
    };
  });
  return { people };
}
