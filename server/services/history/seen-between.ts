import { type SQL, sql } from 'drizzle-orm';

/** Condition on an event: nobody here caused it, and its time is that of the reading that saw it. */
export const wasOnlySeen: SQL = sql`(cause is null or cause in ('drift', 'guest_share'))`;

/**
 * For an event `e` that was only seen, by its `at` and `generation`: `since`, when the last complete sweep before the
 * one that showed it began, in which it had not happened yet, and `isBlind`, that OpenKit could not be read meanwhile.
 */
export const seenBetween: SQL = sql`
  select s.started_at as since, exists (
    select 1 from outage o where o.started_at <= e.at and (o.ended_at is null or o.ended_at >= s.started_at)) as "isBlind"
  from sweep s
  where s.state = 'complete' and s.finished_at < e.at and (e.generation is null or s.generation < e.generation)
  order by s.finished_at desc limit 1`;
