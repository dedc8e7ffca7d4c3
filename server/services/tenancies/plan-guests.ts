import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { refuseBeingGiven } from '../operations/refuse-under-way.ts';
import { lockPeople } from '../people/lock-people.ts';
import { askedDoors, heldDoors } from '../reasons/held-doors.ts';
import { type PlannedChange, type PlannedOverHeld, planChange } from '../reasons/plan-change.ts';
import { readReasons } from '../reasons/reason-rows.ts';
import { waitingReasons } from '../reasons/waiting-reasons.ts';

type Losing = Pick<PlannedOverHeld, 'personId' | 'dropIds' | 'lost'>;

/**
 * What the guests of those who lose doors by these plans lose with them, door by door, unless something else keeps it:
 * OpenKit takes it from those whom residents let in themselves, and we do the same for those whom we let in for them.
 * So it is where the host does not hold the door at this moment, as after a lost phone. What the plans end keeps
 * nothing: a roommate may be a guest as well. Throws Refusal `stale` while somebody new is being let in there.
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
  const waiting = await waitingReasons(tx, reasons);
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
      waiting,
      drop,
      add: [],
      notify: false,
      at,
    });
  });
  await noteHosts(tx, [...isEnding], known);
  return [...known, ...neverGiven];
}

/**
 * Notes on what guests are about to lose with whom it goes, whoever was noted there first: where OpenKit does not take
 * it away, no reason is left to say so.
 */
async function noteHosts(tx: Tx, endingIds: readonly string[], plans: readonly PlannedOverHeld[]): Promise<void> {
  const lost = plans.flatMap(({ personId, lost: doorIds }) => doorIds.map((doorId) => ({ personId, doorId })));
  if (lost.length === 0) return;
  await tx.execute(sql`
    insert into guest_access (access_id, host_id)
    select distinct on (a.id) a.id, r.host_id
    from access_reason r join access a on a.person_id = r.person_id and a.door_id = r.door_id and a.gone_at is null
      and a.granter_kind <> 'user' and a.passcode_type = 'PERMANENT'
    where r.id = any(${sql.param([...endingIds])}::uuid[]) and (r.person_id, r.door_id) in (
      select * from unnest(${sql.param(lost.map(({ personId }) => personId))}::uuid[],
        ${sql.param(lost.map(({ doorId }) => doorId))}::uuid[]))
    order by a.id, r.starts_at desc
    on conflict (access_id) do update set host_id = excluded.host_id`);
}

/** How these people are called and reached, by id. */
export async function recipientsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Recipient>> {
  const found = await tx.execute<Recipient & { id: string }>(sql`
    select id, first_name as "firstName", last_name as "lastName", email, phone from person
    where id = any(${sql.param([...ids])}::uuid[])`);
  return new Map(found.rows.map(({ id, ...recipient }) => [id, recipient]));
}
