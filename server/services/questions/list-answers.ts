import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { AnswerRow, Doubt } from '#lib/schemas/question';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { personInScope, type Scoped } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { personName } from '#server/db/names';
import { type Db, db, type Tx } from '#server/db/pool';
import { hostEndsAt } from '#server/mirror/taken-with-host';
import { standing } from '../doors/find-door-accesses.ts';
import { seenBetween } from '../history/seen-between.ts';
import { coverageNow } from '../sync/coverage.ts';
import { answersInOrder } from './answers-in-order.ts';
import { askedTime, findAnswers } from './find-answers.ts';
import { type AnswerFilters, countAnswersQuery, type ListAnswersQuery } from './list-query.ts';

type FoundRow = Omit<AnswerRow, 'doubts'> & {
  pending: 'sending' | 'unknown' | 'needs_person' | null;
  taken: 'waits' | 'over' | null;
  untold: 'waits' | 'over' | null;
  isUnconfirmed: boolean;
  seenAt: Instant;
  firstAt: Instant;
  isDrift: boolean | null;
  /** When it was seen to be changed or gone elsewhere, and the beginning of the last reading that it was not in yet. */
  driftsAt: Instant | null;
  readFrom: Instant | null;
  /** When the resident who shared it has the door no longer. */
  hostEndsAt: Instant | null;
  key: string;
};

/**
 * One page of who could open these doors, or which doors a person could open, at the time asked about: from the ledger
 * for what was, from the windows for what will be. Throws Refusal `invalid` for a question without a time.
 */
export async function listAnswers(session: Session, query: ListAnswersQuery): Promise<Page<AnswerRow>> {
  await requirePermission(session, 'access.read');
  const { ask: _, ...filters } = countAnswersQuery.strip().parse(query);
  const order = { sort: query.sort, filters };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const [found, freshness] = await Promise.all([
    db().execute<FoundRow>(answersPage(session, query, place, at)),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map((row) => toAnswer(row, query, at)), ...freshness };
}

/** How many accesses answer the question. */
export async function countAnswers(session: Session, filters: AnswerFilters): Promise<Count> {
  await requirePermission(session, 'access.read');
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from (${findAnswers(session, filters)}) answer`,
  );
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

/** The answers among these accesses, in this order: what a file of them holds. `at` is the domain's now. */
export async function describeAnswers(
  tx: Db | Tx,
  session: Session,
  query: AnswerFilters,
  ids: string[],
  at: Instant,
): Promise<AnswerRow[]> {
  const chosen = sql`
    select answer.*, '' as key from unnest(${sql.param(ids)}::uuid[]) with ordinality wanted (id, place)
    join (${findAnswers(session, query)}) answer on answer.access_id = wanted.id order by wanted.place`;
  const found = await tx.execute<FoundRow>(withReasons(session, chosen, query, at));
  return found.rows.map((row) => toAnswer(row, query, at));
}

/** The SQL behind a page: also explained by the bench and the test of its plan. */
export function answersPage(session: Scoped, query: ListAnswersQuery, place: Place | null, at: Instant): SQL {
  return withReasons(session, answersInOrder(session, query, place, at), query, at);
}

/** Adds to each answer what is shown of it. What is under way concerns now and later, not what was. */
function withReasons(session: Scoped, page: SQL, filters: AnswerFilters, at: Instant): SQL {
  const isCurrent = reachesNow(filters, at);
  return sql`
    with found as materialized (select row_number() over () as position, f.* from (${page}) f),
    place as materialized (
      select d.id, d.name, d.building_id, b.name as building, b.time_zone
      from door d left join building b on b.id = d.building_id where d.id in (select door_id from found)),
    giver as materialized (select id, name from staff)${isCurrent ? sql`, open as materialized (${openOperations})` : sql``}
    select a.id, a.person_id as "personId", a.person_name as "personName", a.door_id as "doorId",
      coalesce(place.name, 'Unknown door') as "doorName", place.building_id as "buildingId",
      coalesce(place.building, 'Unknown building') as "buildingName",
      place.time_zone as "timeZone", a.passcode_type as "passcodeType", a.role, a.doorcode_status as "doorcodeStatus",
      a.granter_kind as "granterKind", ${personName(sql`host`)} as "granterName",
      found.opens_from as "opensFrom", nullif(found.opens_until, 'infinity') as "opensUntil", found.seen_at as "seenAt",
      found.first_at as "firstAt", found.is_drift as "isDrift", e.at as "driftsAt",
      unseen.since as "readFrom", coalesce(found.granted_as, given.cause, 'drift') as cause,
      coalesce(found.granted_by, given.operation_id) as "operationId",
      s.name as "staffName", found.taken, found.untold, found.is_unconfirmed as "isUnconfirmed",
      ${hostEndsAt} as "hostEndsAt",
      ${isCurrent ? sql`open.state` : sql`null`} as pending, ${standing(at)} as stands, found.key
    from found join access a on a.id = found.access_id
    left join place on place.id = a.door_id
    left join lateral (
      select e.operation_id, e.cause from access_event e
      where found.granted_as is null and e.person_id = found.person_id and e.access_id = found.access_id
        and e.name = 'access.appeared' and e.at <= found.seen_at order by e.at desc, e.id desc limit 1
    ) given on true
    left join access_event e on e.id = found.drift_id left join lateral (${seenBetween}) unseen on true
    left join operation o on o.id = coalesce(found.granted_by, given.operation_id) left join giver s on s.id = o.staff_id
    left join person host on a.granter_kind = 'user' and host.id = a.granter_id
      and ${personInScope(session, sql`host.id`)}
    ${isCurrent ? sql`left join open on open.person_id = a.person_id and open.door_id = a.door_id` : sql``}
    order by found.position`;
}

/** The newest thing asked for each person and door of the page that is not settled; see `openOperation`. */
const openOperations = sql`
  select distinct on (i.person_id, od.door_id) i.person_id, od.door_id,
    case when od.state = 'queued' then 'sending' else od.state end as state
  from operation_item_door od join operation_item i on i.id = od.item_id
  where od.door_id in (select door_id from found) and od.state in ('queued', 'sending', 'unknown', 'needs_person')
  order by i.person_id, od.door_id, i.due_at desc`;

const reachesNow = (filters: AnswerFilters, at: Instant): boolean => {
  const { from, to } = askedTime(filters);
  return (to ?? from) >= at;
};

function toAnswer(row: FoundRow, filters: AnswerFilters, at: Instant): AnswerRow {
  const {
    pending,
    taken,
    untold,
    isUnconfirmed,
    seenAt,
    firstAt,
    isDrift,
    driftsAt,
    readFrom,
    hostEndsAt,
    key: _,
    ...answer
  } = row;
  const { from, to } = askedTime(filters);
  const mayHaveDrifted = driftsAt !== null && (readFrom === null || (to ?? from) > readFrom);
  const isCurrent = reachesNow(filters, at);
  const doubts: [boolean, Doubt][] = [
    [isUnconfirmed || (isCurrent && (pending === 'sending' || pending === 'unknown')), 'not_confirmed'],
    [isCurrent && pending === 'needs_person', 'needs_person'],
    [untold === 'waits', 'not_synced'],
    [untold === 'over', 'had_not_synced'],
    [taken === 'waits', 'may_still_open'],
    [taken === 'over', 'could_still_open'],
    [answer.cause === 'first_sweep' && from < firstAt, 'before_first_reading'],
    [answer.cause !== 'first_sweep' && answer.cause !== 'operation' && from < seenAt, 'seen_later'],
    [answer.cause === 'drift', 'appeared_elsewhere'],
    [isDrift === true || mayHaveDrifted, 'changed_elsewhere'],
    [hostEndsAt !== null && (to === null ? hostEndsAt <= from : hostEndsAt < to), 'host_ends'],
    [answer.passcodeType === 'DAILY_SINGLE_USE', 'may_be_used_up'],
  ];
  return { ...answer, doubts: doubts.filter(([holds]) => holds).map(([, doubt]) => doubt) };
}
