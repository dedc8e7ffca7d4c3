import { sql } from 'drizzle-orm';
import type { PreviewDoor } from '#lib/schemas/tenancy';
import type { Instant } from '#lib/time/instant';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import type { Tx } from '#server/db/pool';
import { accessesOfGuests, holds } from '../guests/host-of.ts';
import { askedDoors, type HeldDoor, heldDoors, isHeldFromUs } from '../reasons/held-doors.ts';
import { type ReasonRow, readReasons } from '../reasons/reason-rows.ts';
import { waitingReasons } from '../reasons/waiting-reasons.ts';
import type { FoundTenancy } from './tenancy-rows.ts';

/** What one person holds when they leave, and why. */
export type Leaving = {
  tenancy: FoundTenancy;
  held: HeldDoor[];
  standing: ReasonRow[];
  /** Ids of those of them whose doors are not given now. */
  waiting: ReadonlySet<string>;
  /** The reasons that end with the leases. */
  ending: ReasonRow[];
  becauseOf: ReadonlyMap<string, PreviewDoor['because']>;
  /** Whom we let in for them where they hold nothing and nothing stays that would let them. */
  guestsAlone: InvitedGuest[];
};

/** Reads what the people of these leases hold in scope. Several leases of one person end together. */
export async function readLeaving(
  tx: Tx,
  session: Session,
  tenancies: readonly FoundTenancy[],
  at: Instant,
): Promise<Leaving[]> {
  const ids = new Set(tenancies.map((one) => one.id));
  const personIds = tenancies.flatMap((one) => one.personId ?? []);
  const held = await heldDoors(tx, session, personIds, at);
  const asked = await askedDoors(tx, session, personIds);
  const reasons = await readReasons(
    tx,
    tenancies.map((one) => one.personKey),
    at,
  );
  const invited = await invitedGuests(tx, session, personIds, at);
  const waiting = await waitingReasons(tx, reasons);
  const [...byPerson] = Map.groupBy(tenancies, (one) => one.personKey);
  return byPerson.flatMap(([personKey, [tenancy]]) => {
    if (!tenancy) return [];
    const isTheirs = (door: HeldDoor) => door.personId === tenancy.personId;
    const heldNow = held.filter(isTheirs);
    const isHeld = new Set(heldNow.map((door) => door.doorId));
    const theirs = [...heldNow, ...asked.filter((door) => isTheirs(door) && !isHeld.has(door.doorId))];
    const standing = reasons.filter((reason) => reason.personKey === personKey);
    const ending = standing.filter((reason) => reason.tenancyId !== null && ids.has(reason.tenancyId));
    const becauseOf = new Map(theirs.map((door) => [door.doorId, because(door.doorId, standing, ending)]));
    const kept = standing.filter((reason) => !ending.includes(reason));
    const guestsAlone = withoutHost(invited, tenancy.personId, [...theirs, ...kept]);
    return [{ tenancy, held: theirs, standing, waiting, ending, becauseOf, guestsAlone }];
  });
}

function because(doorId: string, standing: readonly ReasonRow[], ending: readonly ReasonRow[]): PreviewDoor['because'] {
  const why = standing.filter((reason) => reason.doorId === doorId);
  if (why.length === 0) return 'none';
  const rest = why.filter((reason) => !ending.includes(reason));
  if (rest.length === 0) return 'lease';
  return rest.every(({ kind }) => kind === 'by_hand') ? 'by_hand' : 'other';
}

/** What else keeps a door, as the previews answer it; `units`: of the leases among it. */
export const whatKeeps = (
  { doorId }: { doorId: string },
  { standing, ending }: Pick<Leaving, 'standing' | 'ending'>,
  units: ReadonlyMap<string, string>,
): string[] =>
  standing
    .filter((reason) => reason.doorId === doorId && !ending.includes(reason))
    .map(({ kind, tenancyId, note }) => units.get(tenancyId ?? '') ?? (note ? `access for “${note}”` : kind));

/** By lease: what another lease that keeps a door is of. */
export async function unitNames(tx: Tx, reasons: readonly ReasonRow[]): Promise<Map<string, string>> {
  const ids = reasons.flatMap(({ tenancyId }) => tenancyId ?? []);
  const found = await tx.execute<{ id: string; name: string }>(sql`
    select t.id, 'lease of ' || u.name as name from tenancy t join unit u on u.id = t.unit_id
    where t.id = any(${sql.param([...new Set(ids)])}::uuid[])`);
  return new Map(found.rows.map(({ id, name }) => [id, name]));
}

/** `name`: null for whoever does not hold the door now. */
export type InvitedGuest = { hostId: string; doorId: string; doorName: string; name: string | null };

/** Whom we let in for these people in scope, door by door, and not for a day. */
export async function invitedGuests(
  tx: Tx,
  session: Session,
  hostIds: readonly string[],
  at: Instant,
): Promise<InvitedGuest[]> {
  const found = await tx.execute<InvitedGuest>(sql`
    select distinct r.host_id as "hostId", r.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName",
      case when exists (select 1 from access a where a.person_id = p.id and a.door_id = r.door_id and ${isHeldFromUs(at)})
        then ${personName(sql`p`)} end as name
    from access_reason r left join person p on p.id = r.person_id left join door d on d.id = r.door_id
    where r.host_id = any(${sql.param([...hostIds])}::uuid[]) and r.ended_at is null and not r.is_daily
      and (r.ends_at is null or r.ends_at > ${at}::timestamptz) and ${inScope(session, sql`r.building_id`)}
    order by "doorName", name`);
  return found.rows;
}

/** Those guests of somebody whose door is none of those that stay theirs. */
export const withoutHost = (
  guests: readonly InvitedGuest[],
  hostId: string | null,
  theirs: readonly { doorId: string }[],
): InvitedGuest[] =>
  guests.filter((guest) => guest.hostId === hostId && !theirs.some(({ doorId }) => doorId === guest.doorId));

export type Guest = { hostId: string; doorId: string; name: string };

/**
 * Whom these people let in, door by door, in the app or through us: they lose it with the resident's access, but for
 * whom somebody else let in there as well.
 */
export async function guestsOf(tx: Tx, session: Session, hostIds: readonly string[], at: Instant): Promise<Guest[]> {
  const found = await tx.execute<Guest>(sql`
    select distinct hosted.host_id as "hostId", a.door_id as "doorId", ${personName(sql`p`)} as name
    from (${accessesOfGuests(hostIds, at)}) hosted join access a on a.id = hosted.id join person p on p.id = a.person_id
    where a.gone_at is null and a.passcode_type = 'PERMANENT'
      and (a.ends_at is null or a.ends_at > ${at}::timestamptz) and ${inScope(session, sql`a.building_id`)}
      and (a.granter_kind = 'user' or not exists (select 1 from access_reason other
        where ${holds(sql`other`, at)} and other.host_id <> all(${sql.param([...hostIds])}::uuid[])))
    order by name`);
  return found.rows;
}

export type Staying = {
  personId: string;
  doorId: string;
  doorName: string;
  end: Instant | null;
  timeZone: string | null;
  isDaily: boolean;
  /** Whose code it is, where a guest of theirs has it. */
  guestName: string | null;
};

/** What cannot be taken back: their daily codes and those of their guests, and doors a resident shares with them. */
export async function stayingAccesses(
  tx: Tx,
  session: Session,
  personIds: readonly string[],
  at: Instant,
): Promise<Staying[]> {
  const found = await tx.execute<Staying>(sql`
    select a.person_id as "personId", a.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName",
      a.ends_at as "end", b.time_zone as "timeZone", a.passcode_type <> 'PERMANENT' as "isDaily", null as "guestName"
    from access a left join door d on d.id = a.door_id left join building b on b.id = a.building_id
    where a.person_id = any(${sql.param([...personIds])}::uuid[]) and a.gone_at is null
      and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
      and (a.passcode_type <> 'PERMANENT' or a.granter_kind = 'user') and ${inScope(session, sql`a.building_id`)}
    union all
    select g.host_id, a.door_id, coalesce(d.name, 'Unknown door'), a.ends_at, b.time_zone, true, ${personName(sql`p`)}
    from guest_access g join access a on a.id = g.access_id join person p on p.id = a.person_id
    left join door d on d.id = a.door_id left join building b on b.id = a.building_id
    where g.host_id = any(${sql.param([...personIds])}::uuid[]) and a.gone_at is null
      and a.ends_at > ${at}::timestamptz and a.passcode_type <> 'PERMANENT' and ${inScope(session, sql`a.building_id`)}
    order by "doorName"`);
  return found.rows;
}
