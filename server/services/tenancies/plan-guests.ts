import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { lockPeople, refuseBeingGiven } from '../operations/refuse-under-way.ts';
import { askedDoors, heldDoors } from '../reasons/held-doors.ts';
import { type PlannedChange, type PlannedOverHeld, planChange } from '../reasons/plan-change.ts';
import { readReasons } from '../reasons/reason-rows.ts';

type Losing = Pick<PlannedOverHeld, 'personId' | 'dropIds' | 'lost'>;

/**
 * What the guests of those who lose doors by these plans lose with them, door by door, unless something else keeps it:
 * OpenKit takes it from those whom residents let in themselves, and we do the same for those whom we let in for them. So
 * it is where the host does not hold the door at this moment, as after a lost phone. What the plans end keeps nothing: a
 * roommate may be a guest as well. Throws Refusal `stale` while somebody new is being let in there.
 */
export async function planGuests(
  tx: Tx,
  session: Session,
  plans: readonly Losing[],
  at: Instant,
): Promise<PlannedChange[]> {
  const pairs = plans.flatMap(({ personId, lost }) =>
    [...new Set(lost)].map((doorId) => ({ hostId: personId, doorId })),
  );
  if (pairs.length === 0) return [];
  const ending = await tx.execute<{ id: string; personId: string | null; personKey: string }>(sql`
    select r.id, r.person_id as "personId", r.person_key as "personKey"
    from access_reason r join unnest(${sql.param(pairs.map(({ hostId }) => hostId))}::uuid[],
      ${sql.param(pairs.map(({ doorId }) => doorId))}::uuid[]) as lost(host_id, door_id)
      on r.host_id = lost.host_id and r.door_id = lost.door_id
    where r.ended_at is null and not r.is_daily`);
  const unnamed = ending.rows.filter(({ personId }) => personId === null);
  await refuseBeingGiven(
    tx,
    unnamed.map(({ personKey }) => personKey),
  );
  const neverGiven = unnamed.map(({ id, personKey }) => {
    return { personId: null, personKey, items: [], dropIds: [id], add: [] };
  });
  const isEnding = new Set(ending.rows.map(({ id }) => id));
  const guestIds = [...new Set(ending.rows.flatMap(({ personId }) => personId ?? []))];
  if (guestIds.length === 0) return neverGiven;
  await lockPeople(tx, guestIds);
  const recipients = await recipientsOf(tx, guestIds);
  const isOver = new Set(plans.flatMap(({ dropIds }) => dropIds));
  const reasons = (await readReasons(tx, guestIds, at)).filter(({ id }) => !isOver.has(id));
  const standingOf = Map.groupBy(reasons, ({ personKey }) => personKey);
  const held = [...(await heldDoors(tx, session, guestIds, at)), ...(await askedDoors(tx, session, guestIds))];
  const heldBy = Map.groupBy(held, ({ personId }) => personId);
  const known = guestIds.flatMap((personId) => {
    const recipient = recipients.get(personId);
    if (!recipient) return [];
    const standing = standingOf.get(personId) ?? [];
    const doors = [...new Map(heldBy.get(personId)?.map((door) => [door.doorId, door])).values()];
    const drop = standing.filter(({ id }) => isEnding.has(id));
    return planChange({
      personId,
      personKey: personId,
      recipient,
      held: doors,
      standing,
      drop,
      add: [],
      notify: false,
    });
  });
  return [...known, ...neverGiven];
}

/** How these people are called and reached, by id. */
export async function recipientsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Recipient>> {
  const found = await tx.execute<Recipient & { id: string }>(sql`
    select id, first_name as "firstName", last_name as "lastName", email, phone from person
    where id = any(${sql.param([...ids])}::uuid[])`);
  return new Map(found.rows.map(({ id, ...recipient }) => [id, recipient]));
}
