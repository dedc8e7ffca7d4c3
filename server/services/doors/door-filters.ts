import { type SQL, sql } from 'drizzle-orm';
import { lowBatteryPercent, staleBatteryBefore } from '#lib/battery';
import type { Instant } from '#lib/time/instant';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { liesIn } from '../buildings/area.ts';
import { matches } from '../search/matches.ts';
import type { DoorFilters } from './list-query.ts';

/** Condition on `door d`: OpenKit lists it, it is in scope, and it passes every filter. `at` is the domain's now. */
export function doorFilters(session: Session, filters: DoorFilters, at: Instant): SQL {
  const { q, kind, accessibility, connection, activation, battery } = filters;
  const conditions = [
    sql`d.gone_at is null`,
    doorInScope(session, sql`d.building_id`, sql`d.id`),
    liesIn(filters, sql`d.building_id`),
    kind && sql`d.kind = ${kind}`,
    accessibility && sql`d.accessibility = ${accessibility}`,
    connection && sql`d.connection = ${connection}`,
    activation && (activation === 'activated' ? sql`d.is_activated` : sql`not d.is_activated`),
    battery && batteryFilters[battery](at),
    q.trim() && sql`(${matches(q)})`,
  ];
  return sql.join(
    conditions.filter((condition) => condition !== ''),
    sql` and `,
  );
}

const batteryFilters: Record<'low' | 'stale', (at: Instant) => SQL> = {
  // The number itself, not a parameter: the partial index is found by it.
  low: () => sql`d.battery_percent < ${sql.raw(String(lowBatteryPercent))}`,
  stale: (at) => sql`d.battery_at < ${staleBatteryBefore(at)}::timestamptz`,
};
