import type { LeaseDrift } from '#lib/schemas/lease-drift';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { guestsOf } from '../tenancies/move-out-facts.ts';
import { doorNames } from './door-names.ts';
import type { Alignment } from './plan-alignment.ts';

/**
 * Who differs, what bringing them in line would send, in the names of doors, and whose guests lose a door with them.
 */
export async function driftOf(
  tx: Tx,
  session: Session,
  alignments: readonly Alignment[],
  at: Instant,
): Promise<LeaseDrift> {
  const items = alignments.flatMap(({ planned }) => planned.items);
  const byHand = alignments.flatMap(({ tasks }) => tasks.flatMap(({ doorId }) => doorId ?? []));
  const left = alignments.flatMap(({ planned, taken }) => [
    ...[...planned.unclear, ...planned.apart, ...planned.late],
    ...taken,
  ]);
  const names = await doorNames(tx, [
    ...left,
    ...items.flatMap(({ doors }) => doors.map(({ doorId }) => doorId)),
    ...byHand,
  ]);
  const nameOf = (doorId: string | null) => names.get(doorId ?? '') ?? 'Unknown door';
  const losing = alignments.flatMap(({ holder, planned }) =>
    holder.personId && planned.lost.length > 0 ? [holder.personId] : [],
  );
  const guestsBy = Map.groupBy(await guestsOf(tx, session, losing, at), ({ hostId }) => hostId);
  const people = alignments.map(({ holder, planned, taken, tasks }) => {
    const named = (action: 'grant' | 'change' | 'revoke') =>
      planned.items
        .filter((item) => item.action === action)
        .flatMap(({ doors }) => doors.map(({ doorId }) => nameOf(doorId)));
    const guests = guestsBy.get(holder.personId ?? '')?.filter(({ doorId }) => planned.lost.includes(doorId)) ?? [];
    return {
      id: holder.tenancyId ?? holder.personKey,
      name: holder.name,
      unitName: holder.unitName,
      gains: named('grant'),
      loses: named('revoke'),
      guests: [...new Set(guests.map(({ name }) => name))],
      changes: named('change'),
      unclear: planned.unclear.map(nameOf),
      otherTimes: [...planned.apart, ...planned.late].map(nameOf),
      taken: taken.map(nameOf),
      byHand: tasks.map(({ doorId }) => nameOf(doorId)),
    };
  });
  return { people: people.toSorted(byName) };
}

type Person = LeaseDrift['people'][number];

/** Of hundreds nobody finds one otherwise; and read again, the list is the same list. */
const byName = (a: Person, b: Person): number => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id);
