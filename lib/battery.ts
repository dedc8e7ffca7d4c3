import { addMs, type Instant } from './time/instant.ts';

/** Below this a battery is low. Two indexes of the mirror state the same number. */
export const lowBatteryPercent = 20;

const staleBatteryMs = 30 * 86_400_000;

type Battery = { batteryPercent: number | null; batteryAt: Instant | null };

/** Readings older than 30 days are stale: before this instant. */
export const staleBatteryBefore = (now: Instant): Instant => addMs(now, -staleBatteryMs);

/**
 * What is wrong with a battery or with what we know of it; both may be. A reading without a time is not called stale.
 */
export function batteryTroubles({ batteryPercent, batteryAt }: Battery, now: Instant): ('low' | 'stale')[] {
  const isLow = batteryPercent !== null && batteryPercent < lowBatteryPercent;
  const isStale = batteryAt !== null && batteryAt < staleBatteryBefore(now);
  return [...(isLow ? (['low'] as const) : []), ...(isStale ? (['stale'] as const) : [])];
}
