import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';

/** A moment (`to` null), or any time in `[from, to)`. */
export type AskedTime = { from: Instant; to: Instant | null };

/**
 * The spans in which accesses opened their doors by all the ledger saw: one row for each stretch of unchanged facts.
 * What an event left behind holds from that event to the next; what was there at first sight is taken to have held
 * since its own start, unless we gave it ourselves. `is_drift` = it came to be by a change that nobody here made,
 * `is_return` = it came back so, `drifts_at` = when such a change was seen to end it, in the event `drift_id`: all of
 * them happened some time before they were seen, after `last_at`. `where` is a condition on `access_event e` that names
 * doors or people: it is answered from `access_event_of_door` or `access_event_of_person` alone.
 */
export const heldSpans = (where: SQL): SQL => sql`
  select access_id, person_id, door_id, lives as life, event_id, at, last_at, next_at, first_at, granted_by, granted_as,
    operation_id, held_from, coalesce(held_until, 'infinity') as held_until,
    name = 'access.changed' and cause = 'drift' as is_drift,
    name = 'access.appeared' and nth > 1 and cause in ('drift', 'guest_share') as is_return,
    case when next_cause = 'drift' then next_at end as drifts_at,
    case when next_cause = 'drift' then next_id end as drift_id,
    case when nth = 1 and cause <> 'operation' then held_from else greatest(held_from, at) end as opens_from,
    least(coalesce(held_until, 'infinity'), coalesce(next_at, 'infinity')) as opens_until
  from (
    select seen.*,
      first_value(operation_id) over life as granted_by, first_value(cause) over life as granted_as
    from (
      select e.access_id, e.person_id, e.door_id, e.id as event_id, e.at, e.name, e.cause, e.operation_id, e.held_from,
        e.held_until, row_number() over past as nth, lag(e.at) over past as last_at, lead(e.at) over past as next_at,
        lead(e.cause) over past as next_cause, lead(e.id) over past as next_id, first_value(e.at) over past as first_at,
        count(*) filter (where e.name = 'access.appeared') over past as lives
      from access_event e where ${where}
      window past as (partition by e.access_id order by e.at, e.id)
    ) seen
    window life as (partition by access_id, lives order by at, event_id)
  ) story
  where held_from is not null`;

/**
 * Condition on a span, or on what is cut `from` and `until` it: it holds at the moment, or at any time of the interval.
 */
export const holdsAt = (
  asked: AskedTime,
  { from, until }: Record<'from' | 'until', SQL> = { from: sql`opens_from`, until: sql`opens_until` },
): SQL => sql`
  ${from} < ${until} and ${until} > ${asked.from}::timestamptz
  and ${from} ${asked.to === null ? sql`<= ${asked.from}` : sql`< ${asked.to}`}::timestamptz`;
