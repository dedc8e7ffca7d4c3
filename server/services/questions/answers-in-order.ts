import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Scoped } from '#server/auth/scope';
import type { Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { answersOf, askedTime, findAnswers, isCalled, namesOf, waitsAt } from './find-answers.ts';
import type { ListAnswersQuery } from './list-query.ts';

/**
 * The answers of one page, and one more, with their `key`, in the direction of reading. Of one door, and of a person,
 * all that happened is read: that is less than looking at people one by one. Of several doors those who hold one are
 * gone through by name, and only the first of them are looked up in the ledger, unless too few of these answer. `now`
 * is the domain's.
 */
export function answersInOrder(session: Scoped, query: ListAnswersQuery, place: Place | null, now: Instant): SQL {
  const isDescending = query.sort === '-name';
  const order = { isDescending, place };
  const answers = keyset({ ...order, columns: [byName(sql`answer.sort_name`)], id: sql`answer.access_id` });
  const cut = (found: SQL) => sql`
    select answer.*, ${answers.key} as key from (${found}) answer
    where ${answers.after} order by ${answers.by} limit ${query.limit + 1}`;
  if (!query.doors.includes(',')) return cut(findAnswers(session, query));
  const people = keyset({ ...order, columns: [byName(sql`named.sort_name`)], id: sql`named.person_id`, lead: 1 });
  return sql`
    with ${namesOf(session, query)},
    -- Apart, so that the index of the doors is the one that is read.
    on_doors as materialized (
      select person_id, door_id, gone_at, starts_at, open_until from access
      where door_id = any(array(select id from asked))
    ),
    holder as materialized (
      select named.sort_name, named.person_id from (${mayAnswer(query, now)}) held
      join asked on asked.id = held.door_id
      join named on named.building_id = asked.building_id and named.person_id = held.person_id
      where ${people.from} and ${isCalled(query.q)}
    ),
    first as materialized (
      select sort_name from holder named order by ${people.by} limit ${Math.ceil(1.6 * query.limit)}
    ),
    near as materialized (${cut(
      // Of people of one name all: their answers stand mixed.
      answersOf(
        session,
        query,
        sql`
        select person_id from holder
        where sort_name between (select min(sort_name) from first) and (select max(sort_name) from first)`,
      ),
    )}),
    reach as materialized (
      select (select count(*) from near) > ${query.limit}
        or (select count(*) from first) = (select count(*) from holder) as is_enough
    )
    select answer.* from (
      select * from near where (select is_enough from reach)
      union all
      select * from (${cut(answersOf(session, query))}) far where not (select is_enough from reach)
    ) answer order by ${answers.by}`;
}

const byName = (column: SQL) => ({ column, type: 'text' as const });

/** Of fewer people what locks waited to hear of is looked up one by one, of more in all that their doors had. */
const fewPeople = 40;

/**
 * Who may answer for which of the `asked` doors, by what the mirror holds and the locks that wait. Nobody who answers
 * is left out: what is gone did not open since, but where its lock had not heard of it; what has begun had its start
 * from the beginning on (but for the day of a code whose zone changes), and from now on an access opens as it stands.
 */
function mayAnswer(query: ListAnswersQuery, now: Instant): SQL {
  const { from, to } = askedTime(query);
  const hasBegun = sql`starts_at < ${to ?? from}::timestamptz + interval '2 days'`;
  const isAhead = from >= now;
  const waiting = (isMeant: (row: SQL) => SQL) => sql`
    select person_id, door_id from (${waitsAt(
      { from, to },
      (row) => sql`${row}.door_id = any(array(select id from asked)) and ${isMeant(row)}`,
    )}) waiting`;
  const lost = sql`select distinct person_id from on_doors where gone_at <= ${from}::timestamptz and ${hasBegun}`;
  const isFew = sql`(select count(*) <= ${fewPeople} from (${lost}) lost)`;
  return sql`
    select person_id, door_id from on_doors
    where coalesce(gone_at, 'infinity') > ${from}::timestamptz and ${hasBegun}
      and ${isAhead ? sql`open_until > ${from}::timestamptz` : sql`true`}
    union ${waiting(() => (isAhead ? sql`true` : sql`not ${isFew}`))}
    ${isAhead ? sql`` : sql`union ${waiting((row) => sql`${row}.person_id = any(array(${lost})) and ${isFew}`)}`}`;
}
