import { type SQL, sql } from 'drizzle-orm';

/**
 * For an event `e` that nobody here caused and that was only seen: `since`, when the last complete sweep before it began,
 * in which it had not happened yet, and `isBlind`, that OpenKit could not be read meanwhile. No row where the time of the
 * event is its own.
 */
export const seenBetween: SQL = sql`
  select s.started_at as since, exists (
    select 1 from outage o where o.started_at <= e.at and (o.ended_at is null or o.ended_at >= s.started_at)) as "isBlind"
  from sweep s
  where (e.cause is null or e.cause in ('drift', 'guest_share')) and s.state = 'complete' and s.finished_at <= e.at
  order by s.finished_at desc limit 1`;
