import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import { merged, planCalls, type Reason } from '#lib/units/plan-calls';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { lockPeople, refuseBeingGiven, refuseUnderWay } from '../operations/refuse-under-way.ts';
import { callsOf } from '../reasons/calls-of.ts';
import { heldDoors } from '../reasons/held-doors.ts';
import type { PlannedChange } from '../reasons/plan-change.ts';
import { readReasons } from '../reasons/reason-rows.ts';
import { recipientsOf } from './plan-guests.ts';

type Planned = Pick<PlannedChange, 'personId' | 'dropIds' | 'add'>;

/**
 * Nobody whom we let in for somebody stays longer than these plans let the host stay: where a host's end comes earlier,
 * so does the guest's, and a stay that would begin after it ends. What else keeps a guest's door keeps it, and nobody
 * is given anything. Guests who lose a door with their host belong to the plans. The ends of the reasons are written at
 * once. Throws Refusal `stale` while something is under way for a guest.
 */
export async function capGuests(
  tx: Tx,
  session: Session,
  plans: readonly Planned[],
  at: Instant,
): Promise<PlannedChange[]> {
  const isDropped = droppedBy(plans);
  const late = (await lateGuests(tx, session, plans, at)).filter((guest) => !isDropped(guest));
  if (late.length === 0) return [];
  await refuseBeingGiven(
    tx,
    late.filter(({ personId }) => personId === null).map(({ personKey }) => personKey),
  );
  const guestIds = [...new Set(late.flatMap(({ personId }) => personId ?? []))];
  const doorIds = late.map(({ doorId }) => doorId);
  await lockPeople(tx, guestIds);
  await refuseUnderWay(tx, guestIds, doorIds);
  const shorter = late.filter(({ start, cap }) => start < cap);
  await tx.execute(sql`
    update access_reason r set ends_at = late.cap
    from unnest(${sql.param(shorter.map(({ id }) => id))}::uuid[],
      ${sql.param(shorter.map(({ cap }) => cap))}::timestamptz[]) as late(id, cap)
    where r.id = late.id`);
  const over = new Set(late.filter(({ start, cap }) => start >= cap).map(({ id }) => id));
  const standing = (await readReasons(tx, guestIds, at)).filter((reason) => !over.has(reason.id) && !isDropped(reason));
  const standingOf = Map.groupBy(standing, ({ personKey }) => personKey);
  const heldBy = Map.groupBy(await heldDoors(tx, session, guestIds, at, doorIds), ({ personId }) => personId);
  const recipients = await recipientsOf(tx, guestIds);
  return [...Map.groupBy(late, ({ personId, personKey }) => personId ?? personKey)].map(([personKey, own]) => {
    const personId = own[0]?.personId ?? null;
    const dropIds = own.flatMap(({ id }) => (over.has(id) ? [id] : []));
    const recipient = recipients.get(personId ?? '');
    if (!recipient) return { personId, personKey, items: [], dropIds, add: [] };
    const isOwn = ({ doorId }: { doorId: string }) => own.some((guest) => guest.doorId === doorId);
    const theirs = (heldBy.get(personKey) ?? []).filter(isOwn);
    const kept = (standingOf.get(personKey) ?? []).filter((reason) =>
      theirs.some(({ doorId }) => doorId === reason.doorId),
    );
    const buildingOf = new Map(theirs.map(({ doorId, buildingId }) => [doorId, buildingId]));
    const items = callsOf(planCalls(theirs, own, kept, at), { personId, recipient, buildingOf, notify: false });
    return { personId, personKey, items, dropIds, add: [] };
  });
}

/** Whether these plans end a reason. */
function droppedBy(plans: readonly Planned[]): (reason: { id: string }) => boolean {
  const ids = new Set(plans.flatMap(({ dropIds }) => dropIds));
  return ({ id }) => ids.has(id);
}

type Late = Reason & { id: string; personId: string | null; personKey: string; cap: Instant };

/** Guests in scope who would stay after their host. */
async function lateGuests(tx: Tx, session: Session, plans: readonly Planned[], at: Instant): Promise<Late[]> {
  const hostIds = plans.flatMap(({ personId }) => personId ?? []);
  const found = await tx.execute<Omit<Late, 'cap'> & { hostId: string }>(sql`
    select r.id, r.person_id as "personId", r.person_key as "personKey", r.host_id as "hostId", r.door_id as "doorId",
      r.starts_at as start, r.ends_at as "end", r.shareable, r.role
    from access_reason r
    where r.host_id = any(${sql.param(hostIds)}::uuid[]) and r.ended_at is null and not r.is_daily
      and ${inScope(session, sql`r.building_id`)}`);
  const isHost = new Set(found.rows.map(({ hostId }) => hostId));
  const hosting = plans.filter(({ personId }) => personId !== null && isHost.has(personId));
  const ends = await hostEnds(tx, hosting, droppedBy(plans), at);
  return found.rows.flatMap(({ hostId, ...guest }) => {
    const cap = ends.get(`${hostId}|${guest.doorId}`);
    return cap !== undefined && (guest.end === null || guest.end > cap) ? [{ ...guest, cap }] : [];
  });
}

/**
 * `host|door`: until when these people are to hold the doors they get other terms for, or lose a reason for, where that
 * is known.
 */
async function hostEnds(
  tx: Tx,
  plans: readonly Planned[],
  isDropped: (reason: { id: string }) => boolean,
  at: Instant,
): Promise<Map<string, Instant>> {
  const ends = new Map<string, Instant>();
  const hostIds = plans.flatMap(({ personId }) => personId ?? []);
  if (hostIds.length === 0) return ends;
  const standingOf = Map.groupBy(await readReasons(tx, hostIds, at), ({ personKey }) => personKey);
  for (const { personId, add } of plans) {
    const theirs = standingOf.get(personId ?? '') ?? [];
    const kept = theirs.filter((reason) => !isDropped(reason) && (reason.end === null || reason.end > at));
    for (const doorId of new Set([...theirs.filter(isDropped), ...add].map((reason) => reason.doorId))) {
      const wanted = [...add, ...kept].filter((reason) => reason.doorId === doorId);
      const end = wanted.length > 0 ? merged(wanted).end : null;
      if (end !== null) ends.set(`${personId}|${doorId}`, end);
    }
  }
  return ends;
}
