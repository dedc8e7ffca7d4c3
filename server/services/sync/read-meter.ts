import { sql } from 'drizzle-orm';
import type { Meter, SchemaWarning } from '#lib/schemas/openkit-status';
import type { Db } from '#server/db/pool';

/** What was asked of OpenKit lately, by all processes together. Real time. */
export async function readMeter(db: Db, callsPerSecond: number): Promise<Meter> {
  const [kinds, minutes] = await Promise.all([
    db.execute<Meter['kinds'][number]>(sql`
      with recent as (select * from upstream_call where minute > clock_timestamp() - interval '1 day')
      select kind, ${callsSince('1 minute')} as minute, ${callsSince('1 hour')} as hour, sum(calls)::int as day,
        coalesce(sum(calls) filter (where outcome <> 'answered'), 0)::int as trouble
      from recent group by kind order by day desc, kind`),
    db.execute<Meter['minutes'][number]>(sql`
      select m as minute, coalesce(sum(u.calls), 0)::int as calls,
        coalesce(sum(u.calls) filter (where u.outcome <> 'answered'), 0)::int as trouble
      from generate_series(date_trunc('minute', clock_timestamp()) - interval '59 minutes',
        date_trunc('minute', clock_timestamp()), interval '1 minute') m
      left join upstream_call u on u.minute = m group by m order by m`),
  ]);
  const spent = minutes.rows.at(-1)?.calls ?? 0;
  return { kinds: kinds.rows, minutes: minutes.rows, left: Math.max(0, Math.floor(callsPerSecond * 60) - spent) };
}

/** In whole minutes, the one under way included. */
const callsSince = (interval: '1 minute' | '1 hour') => sql`
  coalesce(sum(calls) filter (
    where minute > date_trunc('minute', clock_timestamp()) - ${interval}::interval), 0)::int`;

/** Where answers differed from the documentation, the latest first. */
export async function readWarnings(db: Db): Promise<SchemaWarning[]> {
  const { rows } = await db.execute<SchemaWarning>(sql`
    select at, problem, times as count, example, last_seen as "lastSeen" from schema_warning order by last_seen desc, at`);
  return rows;
}
