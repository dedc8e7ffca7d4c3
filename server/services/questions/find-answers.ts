import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { doorInScope, personInScope, type Scoped } from '#server/auth/scope';
import { stillOpensFrom } from '#server/mirror/awaiting-sync';
import { liesIn } from '../buildings/area.ts';
import { doorsMeant } from '../doors/doors-and-before.ts';
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
 * the place of, too. What was taken away answers as long as its lock had not heard of it (`taken`), and what its lock had
 * not heard of as it stood then says so (`untold`).
 */
export function findAnswers(session: Scoped, filters: AnswerFilters): SQL {
  const time = askedTime(filters);
  const isPerson = filters.person !== '';
  const spans = isPerson
    ? sql`e.person_id = ${filters.person} and ${personInScope(session, sql`e.person_id`)}`
    : sql`e.door_id = any(array(select id from asked))`;
  const isAsked = (row: SQL) =>
    isPerson
      ? sql`${row}.person_id = ${filters.person} and ${personInScope(session, sql`${row}.person_id`)}`
      : sql`${row}.door_id = any(array(select id from asked))`;
  return sql`
    with ${isPerson ? sql`` : namesOf(session, filters)} waited as materialized (${waitsAt(time, isAsked)}),
    held as materialized (
      select access_id, person_id, door_id, min(opens_from) as opens_from,
        coalesce(max(opens_until) filter (where taken is null), max(opens_until)) as opens_until,
        min(first_at) as first_at, (array_agg(at order by at, event_id))[1] as seen_at,
        (array_agg(granted_by order by at desc, event_id desc) filter (where taken is null))[1] as granted_by,
        (array_agg(granted_as order by at desc, event_id desc) filter (where taken is null))[1] as granted_as,
        bool_or(is_drift) filter (where ${holdsAt(time)}) as is_drift,
        min(drifts_at) filter (where ${holdsAt(time)}) as drifts_at, max(taken) as taken, max(wait) as untold
      from (
        select *, bool_or(${holdsAt(time)}) over (partition by access_id, life) as is_answer from (
          select *, null as taken from (${heldSpans(spans)}) span where opens_from < opens_until
          union all
          ${lateLocks}
        ) stretch
      ) story left join lateral (
        select w.wait from waited w where w.access_id = story.access_id and story.taken is null
          and ${holdsAt(time, { from: sql`greatest(opens_from, w.since)`, until: sql`least(opens_until, w.taken_at, w.until)` })}
      ) untold on true
      where is_answer group by access_id, person_id, door_id
    )
    ${isPerson ? withDoors(session, filters) : withNames(filters.q)}`;
}

/**
 * The doors asked about, and the people of their buildings by name: one stretch of an index each, however many of them
 * answer.
 */
const namesOf = (session: Scoped, filters: AnswerFilters): SQL => sql`
  asked as materialized (
    select id, building_id from door where id = any(${doorsMeant(session, doorsNamed(filters))}) and ${liesIn(filters, sql`building_id`)}),
  named as materialized (
    select building_id, person_id, sort_name from person_building
    where building_id in (select building_id from asked)),`;

const withNames = (q: string): SQL => sql`
  select held.*, named.sort_name from held join asked on asked.id = held.door_id
  join named on named.building_id = asked.building_id and named.person_id = held.person_id
  where ${q.trim() ? isLike(sql`named.sort_name`, q) : sql`true`}`;

const withDoors = (session: Scoped, { q, ...area }: AnswerFilters): SQL => sql`
  select held.*, coalesce(b.sort_name, '') || ' ' || ${doorSortName} as sort_name from held
  left join door d on d.id = held.door_id left join building b on b.id = d.building_id
  where ${doorInScope(session, sql`d.building_id`, sql`held.door_id`)} and ${liesIn(area, sql`d.building_id`)}
    and ${q.trim() ? sql`(${isLike(doorSortName, q)} or ${isLike(sql`b.sort_name`, q)})` : sql`true`}`;

/** Of `door d` joined from the left: a person may hold one that the mirror does not have yet. */
const doorSortName = sql`coalesce(d.sort_name, 'unknown door')`;

const isLike = (name: SQL, q: string): SQL => sql`${name} like '%' || search_key(${q}::text) || '%'`;

/** What locks had to hear of and had not at the time asked about: it `waits` still, or that is `over`. */
const waitsAt = ({ from, to }: AskedTime, isAsked: (row: SQL) => SQL): SQL => sql`
  select a.id as access_id, a.person_id, a.door_id, 0 as life, a.awaits_sync_since as since, ${stillOpensFrom} as taken_at,
    coalesce(a.ends_at, 'infinity') as until, 'waits' as wait
  from access a where a.awaits_sync_since is not null and ${isAsked(sql`a`)}
  union all
  select w.access_id, w.person_id, w.door_id, -w.id, w.since, w.taken_at, w.until, 'over'
  from sync_wait w
  where w.until > ${from}::timestamptz and w.since <= ${to ?? from}::timestamptz and ${isAsked(sql`w`)}`;

/**
 * What had been taken away while its lock could not hear of it. Each is a life of its own, numbered below those that the
 * ledger tells of. Why it was given is looked up for those of a page alone.
 */
const lateLocks: SQL = sql`
  select access_id, person_id, door_id, life, 0 as event_id, taken_at as at, taken_at as first_at, null::uuid as granted_by,
    null as granted_as, false as is_drift, null::timestamptz as drifts_at, taken_at as opens_from, until as opens_until, wait as taken
  from waited where taken_at is not null`;
