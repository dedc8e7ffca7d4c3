import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { doorInScope, personInScope, type Scoped } from '#server/auth/scope';
import { andBefore } from '#server/db/successors';
import { stillOpensFrom } from '#server/mirror/awaiting-sync';
import { liesIn } from '../buildings/area.ts';
import { isNamed } from '../search/matches.ts';
import { lacksTime } from './address-problem.ts';
import { type AskedTime, heldSpans, holdsAt } from './held-spans.ts';
import type { AnswerFilters } from './list-query.ts';

/** The time a question is about. Throws Refusal `invalid` for one without a time, or that ends before it begins. */
export function askedTime({ from, to }: Pick<AnswerFilters, 'from' | 'to'>): AskedTime {
  if (lacksTime({ from, to })) {
    throw new Refusal('invalid', { field: 'from', params: { reason: 'question_time_missing' } });
  }
  return { from, to: to === '' ? null : to };
}

/** The doors a question names, as an array in SQL. */
export const doorsNamed = ({ doors }: Pick<AnswerFilters, 'doors'>): SQL =>
  sql`${sql.param(doors === '' ? [] : doors.split(','))}::uuid[]`;

/**
 * The accesses that answer a question, one row each, with the name the list is ordered by: people of doors by name,
 * doors of a person by building and door. Only what is in scope and in the area. A door answers for the doors it took
 * the place of, too. What was taken away or cut short answers as long as its lock had not heard of it (`taken`), and
 * what its lock had not heard of as it stood then says so (`untold`).
 */
export const findAnswers = (session: Scoped, filters: AnswerFilters): SQL => sql`
  ${filters.person === '' ? sql`with ${namesOf(session, filters)}` : sql``}
  select * from (${answersOf(session, filters)}) answer`;

/** The answers, for doors after `namesOf`; `people` (a select of ids) = theirs alone, of those who answer for doors. */
export function answersOf(session: Scoped, filters: AnswerFilters, people?: SQL): SQL {
  const time = askedTime(filters);
  const isMeant = (row: SQL) => sql`
    ${isAsked(session, filters, row)} and ${people ? sql`${row}.person_id = any(array(${people}))` : sql`true`}`;
  return sql`
    with span as materialized (${heldSpans(isMeant(sql`e`))}),
    waited as materialized (${waitsAt(time, isMeant)}),
    unconfirmed as materialized (${unconfirmedAt(time, isMeant)}),
    held as materialized (
      select access_id, person_id, door_id, min(opens_from) as opens_from,
        coalesce(max(opens_until) filter (where taken is null), max(opens_until)) as opens_until,
        min(first_at) as first_at, (array_agg(at order by at, event_id))[1] as seen_at,
        (array_agg(granted_by order by at desc, event_id desc) filter (where taken is null))[1] as granted_by,
        (array_agg(granted_as order by at desc, event_id desc) filter (where taken is null))[1] as granted_as,
        bool_or(is_drift) filter (where ${holdsAt(time)}) as is_drift,
        (array_agg(drift_id order by drifts_at) filter (where ${holdsAt(time)}))[1] as drift_id,
        max(taken) as taken, max(wait) as untold,
        bool_or((person_id, door_id) in (select person_id, door_id from unconfirmed)) as is_unconfirmed
      from (
        select *, bool_or(${holdsAt(time)}) over (partition by access_id, life) as is_answer
        from (${stretches}) stretch where opens_from < opens_until
      ) story left join lateral (
        select w.wait from waited w where w.access_id = story.access_id and story.taken is null
          and ${holdsAt(time, { from: sql`greatest(opens_from, w.since)`, until: sql`least(opens_until, w.taken_at, w.until)` })}
      ) untold on true
      where is_answer group by access_id, person_id, door_id
    )
    ${filters.person === '' ? withNames(filters.q) : withDoors(session, filters)}`;
}

const isAsked = (session: Scoped, { person }: AnswerFilters, row: SQL): SQL =>
  person === ''
    ? sql`${row}.door_id = any(array(select id from asked))`
    : sql`${row}.person_id = ${person} and ${personInScope(session, sql`${row}.person_id`)}`;

/**
 * The doors asked about, and the people of their buildings by name: one stretch of an index each, however many of them
 * answer.
 */
export const namesOf = (session: Scoped, filters: AnswerFilters): SQL => sql`
  asked as materialized (
    select id, building_id from door where id = any(array(${andBefore('door', doorsNamed(filters))}))
      and ${doorInScope(session, sql`building_id`, sql`id`)} and ${liesIn(filters, sql`building_id`)}),
  named as materialized (
    select building_id, person_id, sort_name from person_building
    where building_id in (select building_id from asked))`;

const withNames = (q: string): SQL => sql`
  select held.*, named.sort_name from held join asked on asked.id = held.door_id
  join named on named.building_id = asked.building_id and named.person_id = held.person_id
  where ${isCalled(q)}`;

/** Condition on `named`: what was typed is part of the name. */
export const isCalled = (q: string): SQL => isNamed(sql`named.sort_name`, q);

const withDoors = (session: Scoped, { q, ...area }: AnswerFilters): SQL => sql`
  select held.*, coalesce(b.sort_name, '') || ' ' || ${doorSortName} as sort_name from held
  left join door d on d.id = held.door_id left join building b on b.id = d.building_id
  where ${doorInScope(session, sql`d.building_id`, sql`held.door_id`)} and ${liesIn(area, sql`d.building_id`)}
    and (${isNamed(doorSortName, q)} or ${isNamed(sql`b.sort_name`, q)})`;

/** Of `door d` joined from the left: a person may hold one that the mirror does not have yet. */
const doorSortName = sql`coalesce(d.sort_name, 'unknown door')`;

/** What locks had to hear of and had not at the time asked about: it `waits` still, or that is `over`. */
export const waitsAt = ({ from, to }: AskedTime, isOfQuestion: (row: SQL) => SQL): SQL => sql`
  select a.id as access_id, a.person_id, a.door_id, 0 as life, a.awaits_sync_since as since, ${stillOpensFrom} as taken_at,
    a.open_until as ends_at, 'infinity'::timestamptz as until, 'waits' as wait
  from access a where a.awaits_sync_since <= ${to ?? from}::timestamptz and ${isOfQuestion(sql`a`)}
  union all
  select w.access_id, w.person_id, w.door_id, -w.id, w.since, w.taken_at, w.until, w.until, 'over'
  from sync_wait w
  where w.until > ${from}::timestamptz and w.since <= ${to ?? from}::timestamptz and ${isOfQuestion(sql`w`)}`;

/** What was sent for whom and not confirmed at the time asked about: OpenKit may or may not have done it by then. */
const unconfirmedAt = (asked: AskedTime, isOfQuestion: (row: SQL) => SQL): SQL => sql`
  select operation_id, person_id, door_id, min(since) as since from (
    select d.operation_id, i.person_id, d.door_id, d.unconfirmed_from as since,
      coalesce(d.unconfirmed_until, 'infinity') as until
    from operation_item_door d join operation_item i on i.id = d.item_id
    where d.unconfirmed_from <= ${asked.to ?? asked.from}::timestamptz
  ) sent where ${holdsAt(asked, { from: sql`since`, until: sql`until` })} and ${isOfQuestion(sql`sent`)}
  group by operation_id, person_id, door_id`;

/**
 * The stretches of time in which accesses opened or may have: by the ledger, what was changed or came back elsewhere
 * from the reading before it on, what OpenKit confirmed late from its sending on; what had been taken away or cut short
 * while its lock could not hear of it. Those two are lives of their own, numbered below those that the ledger tells of.
 * Why they were given is looked up for those of a page alone.
 */
const stretches: SQL = sql`
  select access_id, person_id, door_id, life, event_id, at, first_at, granted_by, granted_as, is_drift, drifts_at, drift_id,
    case when is_drift or is_return then least(opens_from, greatest(held_from, last_at, (
      select started_at from sweep where state = 'complete' and finished_at < span.at order by finished_at desc limit 1
    ))) when unconfirmed.since is not null then least(opens_from, greatest(held_from, last_at, unconfirmed.since))
    else opens_from end as opens_from, opens_until, null as taken
  from span left join unconfirmed using (operation_id, person_id, door_id)
  union all
  select access_id, person_id, door_id, life, 0, taken_at, taken_at, null, null, false, null, null, taken_at, ends_at, wait
  from waited where taken_at is not null
  union all
  select span.access_id, span.person_id, span.door_id, w.life, 0, w.since, w.since, null, null, false, null, null,
    lower(rest), upper(rest), case when upper(rest) < least(span.held_until, w.until) then 'over' else w.wait end
  from waited w join span on span.access_id = w.access_id and span.at < w.since
    and coalesce(span.next_at, 'infinity') >= w.since
  left join (
    select access_id, range_agg(tstzrange(opens_from, opens_until)) as told from span
    where opens_from < opens_until and access_id in (select access_id from waited) group by access_id
  ) known on known.access_id = span.access_id
  cross join lateral unnest(
    tstzmultirange(tstzrange(
      greatest(span.held_from, w.since), greatest(span.held_from, w.since, least(span.held_until, w.until)))) - coalesce(told, '{}')) rest`;
