import type { LeaseDrift } from '#lib/schemas/lease-drift';
import type { Tx } from '#server/db/pool';
import { doorNames } from './door-names.ts';
import type { Alignment } from './plan-alignment.ts';

/** Who differs, and what bringing them in line would send, in the names of doors. */
export async function driftOf(tx: Tx, alignments: readonly Alignment[]): Promise<LeaseDrift> {
  const items = alignments.flatMap(({ planned }) => planned.items);
  const names = await doorNames(
    tx,
    items.flatMap(({ doors }) => doors.map(({ doorId }) => doorId)),
  );
  const people = alignments.map(({ tenancy, planned }) => {
    const named = (action: 'grant' | 'change' | 'revoke') =>
      planned.items
        .filter((item) => item.action === action)
        .flatMap(({ doors }) => doors.map(({ doorId }) => names.get(doorId) ?? 'Unknown door'));
    return {
      tenancyId: tenancy.id,
      name: tenancy.name,
      unitName: tenancy.unitName,
      gains: named('grant'),
      loses: named('revoke'),
      changes: named('change'),
    };
  });
  return { people };
}
