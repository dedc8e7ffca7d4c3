import { type SQL, sql } from 'drizzle-orm';
import { lowBatteryPercent, staleBatteryBefore } from '#lib/battery';
import type { LockTrouble } from '#lib/door-facets';
import type { Instant } from '#lib/time/instant';

const troubles: Record<LockTrouble, (at: Instant) => SQL> = {
  offline: () => sql`d.connection = 'offline'`,
  not_activated: () => sql`not d.is_activated`,
  // The number itself, not a parameter: the partial index is found by it.
  battery_low: () => sql`d.battery_percent < ${sql.raw(String(lowBatteryPercent))}`,
  battery_stale: (at) => sql`coalesce(d.battery_at, 'infinity') < ${staleBatteryBefore(at)}::timestamptz`,
};

/** Condition on `door d`: this is the matter with its lock. `at` is the domain's now. */
export const hasTrouble = (trouble: LockTrouble, at: Instant): SQL => troubles[trouble](at);
