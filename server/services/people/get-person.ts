import { type SQL, sql } from 'drizzle-orm';
import { dailyWindow } from '#lib/access-rules/daily-window';
import { isDaily } from '#lib/access-rules/terms';
import { Refusal } from '#lib/errors';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import { type Instant, laterOf } from '#lib/time/instant';
import { windowState } from '#lib/time/window';
import { requirePermission } from '#server/auth/policy';
import { doorInScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { fixed } from '#server/db/fixed';
import { readJsonInstant } from '#server/db/instants';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { boss, enqueue } from '#server/jobs/boss';
import { claimRefresh, isRefreshDue } from '#server/mirror/refresh-person';
import { openOperation } from '../accesses/standing.ts';
import { accessesOfGuests, hostColumns, joinHost } from '../guests/host-of.ts';
import { type CoverageRow, coverageRow, toFreshness } from '../sync/coverage.ts';

/**
 * A person with their accesses in scope, from the mirror. Asks for a fresh reading when the last one is older than a
 * minute, for all viewers together; what is shown does not wait for it. Throws Refusal `forbidden_or_missing`.
 */
export async function getPerson(session: Session, personId: string): Promise<PersonView> {
  await requirePermission(session, 'person.read');
  const at = await now();
  // All in one: each question of its own costs as much as its answer.
  const {
    rows: [found],
  } = await db().execute<FoundRow>(sql`
    ${personColumns}, ${guestsOf(session, personId, at)} as guests,
      (select coalesce(json_agg(held), '[]') from (${heldAccesses(session, personId, at)}) held) as held,
      (select coalesce(json_agg(asked), '[]') from (${askedAccesses(session, personId)}) asked) as asked
    from person where person.id = ${personId} and ${personInScope(session, sql`person.id`)}`);
  if (!found) throw new Refusal('forbidden_or_missing', { params: { reason: 'person_gone' } });
  const isAsked = found.isRefreshDue && (await askForReading(personId));
  const { id, firstName, lastName, email, phone, refreshedAt, refreshAskedAt, isGone, guests } = found;
  const freshness = toFreshness(found.mirror);
  return {
    id,
    firstName,
    lastName,
    email,
    phone,
    isGone,
    asOf: refreshedAt && freshness.asOf ? laterOf(refreshedAt, freshness.asOf) : (refreshedAt ?? freshness.asOf),
    coverage: freshness.coverage,
    isRefreshing: isAsked || isWaiting(refreshAskedAt, refreshedAt),
    accesses: accessesIn(found.held.map(withInstants), found.asked.map(withInstants), at),
    guests,
  };
}

const personColumns = fixed(sql`
  select person.id, first_name as "firstName", last_name as "lastName", email, phone, gone_at is not null as "isGone",
    refreshed_at as "refreshedAt", refresh_asked_at as "refreshAskedAt", ${isRefreshDue} as "isRefreshDue",
    ${coverageRow} as mirror`);

type FoundRow = Pick<PersonView, 'id' | 'firstName' | 'lastName' | 'email' | 'phone' | 'isGone' | 'guests'> & {
  refreshedAt: Instant | null;
  refreshAskedAt: Instant | null;
  isRefreshDue: boolean;
  held: AccessRow[];
  asked: AccessRow[];
  mirror: CoverageRow;
};

const patienceMs = 20_000;

const isWaiting = (askedAt: Instant | null, refreshedAt: Instant | null): boolean =>
  askedAt !== null && (refreshedAt === null || refreshedAt < askedAt) && Date.now() - Date.parse(askedAt) < patienceMs;

async function askForReading(personId: string): Promise<boolean> {
  const jobs = await boss();
  return db().transaction(async (tx) => {
    const askedAt = await claimRefresh(tx, personId);
    if (askedAt !== null) await enqueue(jobs, tx, 'refresh-person', { personId, askedAt });
    return askedAt !== null;
  });
}

type AccessRow = Omit<AccessView, 'state' | 'door' | 'isHeld'> & {
  goneAt: Instant | null;
  isConnected: boolean | null;
  isActivated: boolean | null;
  kind: AccessView['door']['kind'] | null;
};

/** What a person holds or held in scope, and what is being sent to give them more; newest windows first. */
function accessesIn(held: AccessRow[], asked: AccessRow[], at: Instant): AccessView[] {
  const heldViews = held.map((row) => toAccessView(row, true, at));
  const isHeldNow = new Set(heldViews.filter(isCurrent).map((view) => view.doorId));
  const askedViews = asked.map((row) => toAccessView(withDay(row), false, at));
  // What was asked for and is over was never held, and opens nothing any more.
  return [...askedViews.filter((view) => isCurrent(view) && !isHeldNow.has(view.doorId)), ...heldViews];
}

/** As it came in JSON, which spells instants as PostgreSQL does. */
const withInstants = (row: AccessRow): AccessRow => ({
  ...row,
  start: readJsonInstant(row.start),
  end: row.end && readJsonInstant(row.end),
  goneAt: row.goneAt && readJsonInstant(row.goneAt),
  awaitsSyncSince: row.awaitsSyncSince && readJsonInstant(row.awaitsSyncSince),
});

function toAccessView(row: AccessRow, isHeld: boolean, at: Instant): AccessView {
  const { goneAt, isConnected, isActivated, kind, ...rest } = row;
  const state = goneAt ? 'gone' : windowState({ start: row.start, end: row.end }, at);
  const door = { isConnected, isActivated: isActivated ?? false, kind: kind ?? 'unknown' };
  const view: AccessView = { ...rest, isHeld, state, door };
  // What is sent for a door concerns what works or will work there, not its history.
  return isCurrent(view) ? view : { ...view, pending: null, pendingKind: null, operationId: null };
}

/** A daily code that is only asked for, with the day it will be good for. */
function withDay(row: AccessRow): AccessRow {
  if (!isDaily(row.passcodeType) || row.timeZone === null) return row;
  return { ...row, ...dailyWindow(row.start, row.timeZone) };
}

const isCurrent = ({ state }: AccessView): boolean => state === 'active' || state === 'scheduled';

/** What whoever gave access `a` by hand said it is for. */
const noteOfAccess = fixed(sql`(
  select string_agg(distinct r.note, '; ') from access_reason r
  where r.person_id = a.person_id and r.door_id = a.door_id and r.ended_at is null and a.granter_kind <> 'user'
    and r.is_daily = (a.passcode_type <> 'PERMANENT') and r.starts_at < a.open_until
    and (r.ends_at is null or r.ends_at > a.starts_at))`);

const heldColumns = fixed(sql`
    select a.id, a.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName", a.building_id as "buildingId",
      coalesce(b.name, 'Unknown building') as "buildingName", b.time_zone as "timeZone",
      a.passcode_type as "passcodeType", a.starts_at as start, a.ends_at as "end", a.day, a.shareable,
      a.role, a.granter_kind as "granterKind", ${hostColumns}, ${noteOfAccess} as note,
      a.doorcode_status as "doorcodeStatus", a.gone_at as "goneAt", a.awaits_sync_since as "awaitsSyncSince",
      d.is_connected as "isConnected", d.is_activated as "isActivated", d.kind,
      open.state as pending, open.action as "pendingKind", open.operation_id as "operationId"
    from access a
    left join door d on d.id = a.door_id
    left join building b on b.id = a.building_id
    left join lateral (${openOperation}) open on true`);

const heldAccesses = (session: Session, personId: string, at: Instant): SQL => sql`
    ${heldColumns}
    ${joinHost(session, at)}
    where a.person_id = ${personId} and ${doorInScope(session, sql`a.building_id`, sql`a.door_id`)}
    order by (a.gone_at is not null), a.starts_at desc, "doorName", a.id`;

/** Who opens a door as this person's guest, and not yet for the last time: let in by them, or by us for their sake. */
const guestsOf = (session: Session, personId: string, at: Instant): SQL<PersonView['guests']> => sql`(
  select coalesce(json_agg(guest order by guest.name), '[]') from (
    select distinct ${personName(sql`p`)} as name, a.door_id as "doorId",
      a.granter_kind = 'partner' as "isOurs", a.day is not null as "isDaily"
    from (${accessesOfGuests([personId], at)}) hosted join access a on a.id = hosted.id join person p on p.id = a.person_id
    where a.gone_at is null
      and (a.ends_at is null or a.ends_at > ${at}::timestamptz) and ${doorInScope(session, sql`a.building_id`, sql`a.door_id`)}
  ) guest)`;

const askedColumns = fixed(sql`
    select i.id, od.door_id as "doorId", coalesce(d.name, 'Unknown door') as "doorName", od.building_id as "buildingId",
      coalesce(b.name, 'Unknown building') as "buildingName", b.time_zone as "timeZone",
      i.terms->>'passcodeType' as "passcodeType", i.terms->>'start' as start, i.terms->>'end' as "end", null as day,
      (i.terms->>'shareable')::boolean as shareable, i.terms->>'role' as role, 'partner' as "granterKind",
      h.id as "hostId", ${personName(sql`h`)} as "hostName", why.note, 'unknown' as "doorcodeStatus", null as "goneAt",
      null as "awaitsSyncSince", d.is_connected as "isConnected", d.is_activated as "isActivated", d.kind,
      case when od.state = 'queued' then 'sending' else od.state end as pending, i.action as "pendingKind",
      od.operation_id as "operationId"
    from operation_item i join operation_item_door od on od.item_id = i.id
    left join door d on d.id = od.door_id
    left join building b on b.id = od.building_id
    left join lateral (
      select max(r.host_id::text)::uuid as host_id, max(r.note) as note from access_reason r
      where r.operation_id = i.operation_id and r.person_id = i.person_id and r.door_id = od.door_id
    ) why on true`);

/** What was asked for and neither confirmed nor settled by a person yet: shown, but not as held. */
const askedAccesses = (session: Session, personId: string): SQL => sql`
    ${askedColumns}
    left join person h on h.id = why.host_id and ${personInScope(session, sql`h.id`)}
    where i.person_id = ${personId} and i.action = 'grant'
      and od.state in ('queued', 'sending', 'unknown', 'needs_person')
      and ${doorInScope(session, sql`od.building_id`, sql`od.door_id`)}
    order by i.position`;
