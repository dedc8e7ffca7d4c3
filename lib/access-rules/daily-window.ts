import { addDays, dayOf, dayWindow, type LocalDate } from '../time/day.ts';
import { type Instant, laterOf } from '../time/instant.ts';
import type { Window } from '../time/window.ts';

/** The day a daily code with this start is good for at a door in `zone` (IANA), and the instants that day covers. */
export function dailyWindow(start: Instant, zone: string): Window & { end: Instant; day: LocalDate } {
  const day = dayOf(start, zone);
  return { day, ...dayWindow(day, zone) };
}

/** The whole of tomorrow in `zone`: never 24 hours from now, because days have 23 to 25. */
export const tomorrowWindow = (now: Instant, zone: string): Window & { end: Instant } =>
  dayWindow(addDays(dayOf(now, zone), 1), zone);

/**
 * When tomorrow has begun in all of these zones: it is still the same day in each, because tomorrow begins within a
 * day.
 */
export const tomorrowIn = (zones: readonly string[], now: Instant): Instant =>
  zones.map((zone) => tomorrowWindow(now, zone).start).reduce(laterOf, now);
