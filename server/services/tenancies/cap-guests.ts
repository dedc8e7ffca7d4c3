import { sql } from 'drizzle-orm';
import { type Instant, laterOf } from '#lib/time/instant';
import { planCalls, type Reason } from '#lib/units/plan-calls';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { NewItem } from '#server/operations/new-operation';
import { refuseBeingGiven, refuseUnderWay } from '../operations/refuse-under-way.ts';
import { lockPeople } from '../people/lock-people.ts';
import { callsOf } from '../reasons/calls-of.ts';
import { heldDoors } from '../reasons/held-doors.ts';
import type { PlannedChange } from '../reasons/plan-change.ts';
import { readReasons } from '../reasons/reason-rows.ts';
import { recipientsOf } from './plan-guests.ts';

type Planned = Pick<PlannedChange, 'personId' | 'dropIds' | 'add' | 'items'>;

/**
 * Nobody whom we let in for somebody stays longer than these plans let the host stay: where a host's end comes earlier,
 * so does the guest's, and a stay that would begin after it ends. What else keeps a guest's door keeps it, and nobody
 * is given anything. Guests who lose a door with their host belong to the plans. The reasons follow what OpenKit
 * confirms of the host's (`followChange`); where it is not asked, their ends are written at once. Whoever has a call
 * among `called` there gets no other. Throws Refusal `stale` while something is under way for a guest.
 */
export async function capGuests(
  tx: Tx,
  session: Session,
  plans: readonly Planned[],
  at: Instant,
  called: readonly NewItem[] = [],
): Promise<PlannedChange[]> {
  const isCalled = new Set(called.flatMap(placesOf));
  const found = await lateGuests(tx, session, plans, at);
  const late = found.filter(({ personId, doorId }) => !isCalled.has(`${personId}|${doorId}`));
  if (late.length === 0) return [];
  await refuseBeingGiven(
    tx,
    late.filter(({ personId }) => personId === null).map(({ personKey }) => personKey),
  );
  const guestIds = [...new Set(late.flatMap(({ personId }) => personId ?? []))];
  await lockPeople(tx, guestIds);
  await refuseUnderWay(
    tx,
    guestIds,
    late.map(({ doorId }) => doorId),
  );
  const isAsked = new Set(plans.flatMap(({ items }) => items.filter(endsEarlier)).flatMap(placesOf));
  const unasked = late.filter(({ hostId, doorId, start, cap }) => start < cap && !isAsked.has(`${hostId}|${doorId}`));
  await tx.execute(sql`
    update access_reason r set ends_at = late.cap
    from unnest(${sql.param(unasked.map(({ id }) => id))}::uuid[],
      ${sql.param(unasked.map(({ cap }) => cap))}::timestamptz[]) as late(id, cap)
    where r.id = late.id`);
  return planCaps(tx, session, { late, plans, at });
}

/** The calls that late guests come to, whose reasons are yet to follow. */
export async function planCaps(
  tx: Tx,
  session: Session,
  { late, plans, at }: { late: readonly LateGuest[]; plans: readonly Planned[]; at: Instant },
): Promise<PlannedChange[]> {
  const guestIds = [...new Set(late.flatMap(({ personId }) => personId ?? []))];
  const isDropped = droppedBy(plans);
  const capOf = new Map(late.map(({ id, cap }) => [id, cap]));
  const standing = (await readReasons(tx, guestIds, at)).flatMap((reason) => {
    const cap = capOf.get(reason.id);
    if (isDropped(reason) || (cap !== undefined && cap <= reason.start)) return [];
    return cap === undefined ? reason : { ...reason, end: cap };
  });
  const standingOf = Map.groupBy(standing, ({ personKey }) => personKey);
  const doorIds = late.map(({ doorId }) => doorId);
  const heldBy = Map.groupBy(await heldDoors(tx, session, guestIds, at, doorIds), ({ personId }) => personId);
  const recipients = await recipientsOf(tx, guestIds);
  return [...Map.groupBy(late, ({ personId, personKey }) => personId ?? personKey)].map(([personKey, own]) => {
    const personId = own[0]?.personId ?? null;
    const dropIds = own.flatMap(({ id, start, cap }) => (cap <= start ? [id] : []));
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

/** Guests of one host keep what they have where the host does. */
export function afterHost(guest: PlannedChange, hostItems: readonly NewItem[]): PlannedChange {
  const stepOf = ({ doors: [own] }: NewItem) =>
    hostItems.findIndex(({ doors: [door] }) => door?.doorId === own?.doorId);
  return { ...guest, items: guest.items.map((item) => ({ ...item, after: stepOf(item) })) };
}

/** Whether a call lets somebody hold a door for less long than it was. */
export const endsEarlier = ({ action, terms, expected }: NewItem): boolean =>
  action === 'change' && !!terms?.end && (!expected?.end || terms.end < expected.end);

const placesOf = ({ personId, doors }: NewItem): string[] => doors.map(({ doorId }) => `${personId}|${doorId}`);

/**
 * `host|door`: until when these people are to hold the doors they get other terms for, or lose a reason for, or that
 * are made to end earlier by hand, where that is known.
 */
async function hostEnds(
  tx: Tx,
  plans: readonly Planned[],
  isDropped: (reason: { id: string }) => boolean,
  at: Instant,
): Promise<Map<string, Instant>> {
  const hostIds = plans.flatMap(({ personId }) => personId ?? []);
  const ends = new Map<string, Instant>();
  if (hostIds.length === 0) return ends;
  const standingOf = Map.groupBy(await readReasons(tx, hostIds, at), ({ personKey }) => personKey);
  for (const { personId, add, items } of plans) {
    const theirs = standingOf.get(personId ?? '') ?? [];
    const kept = theirs.filter((reason) => !isDropped(reason) && (reason.end === null || reason.end > at));
    const note = (doorId: string, wanted: readonly Pick<Reason, 'end'>[]) => {
      const end = lastEnd(wanted);
      if (end !== null) ends.set(`${personId}|${doorId}`, end);
    };
    for (const { doors, terms, expected } of items.filter(endsEarlier)) {
      const before = expected?.end ?? null;
      // What begins after both ends is for another time, and stays.
      const isApart = ({ start }: Reason) => before !== null && start >= before;
      for (const { doorId } of doors)
        note(doorId, [{ end: terms?.end ?? null }, ...kept.filter((one) => one.doorId === doorId && isApart(one))]);
    }
    for (const doorId of new Set([...theirs.filter(isDropped), ...add].map((reason) => reason.doorId)))
      note(
        doorId,
        [...add, ...kept].filter((reason) => reason.doorId === doorId),
      );
  }
  return ends;
}

/** Null = one of them has no end, or there is none. */
const lastEnd = (wanted: readonly Pick<Reason, 'end'>[]): Instant | null =>
  wanted.reduce<Instant | null>((last, { end }) => last && end && laterOf(last, end), wanted[0]?.end ?? null);

/** Whether these plans end a reason. */
function droppedBy(plans: readonly Planned[]): (reason: { id: string }) => boolean {
  const ids = new Set(plans.flatMap(({ dropIds }) => dropIds));
  return ({ id }) => ids.has(id);
}

export type LateGuest = Reason & {
  id: string;
  personId: string | null;
  personKey: string;
  hostId: string;
  /** Until when their host is to hold the door. */
  cap: Instant;
};

/** Guests in scope who would stay after their host, but for those whom the plans let go. */
export async function lateGuests(
  tx: Tx,
  session: Session,
  plans: readonly Planned[],
  at: Instant,
): Promise<LateGuest[]> {
  const hostIds = plans.flatMap(({ personId }) => personId ?? []);
  const isDropped = droppedBy(plans);
  const found = await tx.execute<Omit<LateGuest, 'cap'>>(sql`
    select r.id, r.person_id as "personId", r.person_key as "personKey", r.host_id as "hostId", r.door_id as "doorId",
      r.starts_at as start, r.ends_at as "end", r.shareable, r.role
    from access_reason r
    where r.host_id = any(${sql.param([...hostIds])}::uuid[]) and r.ended_at is null and not r.is_daily
      and ${inScope(session, sql`r.building_id`)}`);
  const isHost = new Set(found.rows.map(({ hostId }) => hostId));
  // Of thousands hardly one lets anybody in.
  const hosting = plans.filter(({ personId }) => personId !== null && isHost.has(personId));
  const ends = await hostEnds(tx, hosting, isDropped, at);
  return found.rows.flatMap((guest) => {
    const cap = ends.get(`${guest.hostId}|${guest.doorId}`);
    return cap !== undefined && (guest.end === null || guest.end > cap) && !isDropped(guest) ? [{ ...guest, cap }] : [];
  });
}
