import { CalendarDateTime, parseAbsolute, parseDate, toCalendarDateTime, toZoned } from '@internationalized/date';
import type { LocalDate } from './day.ts';
import { type Instant, toInstant } from './instant.ts';

/**
 * The instants at which clocks in a zone (IANA) show this minute of this day: one as a rule, none where they skip it,
 * two where they show it twice. 1440 is the midnight that ends the day.
 */
export function instantsAt(day: LocalDate, minutes: number, zone: string): Instant[] {
  const { year, month, day: dayOfMonth } = parseDate(day);
  const wall = new CalendarDateTime(year, month, dayOfMonth).add({ minutes });
  const candidates = (['earlier', 'later'] as const).map((choice) =>
    toInstant(toZoned(wall, zone, choice).toDate().getTime()),
  );
  return [...new Set(candidates)].filter(
    (instant) => toCalendarDateTime(parseAbsolute(instant, zone)).compare(wall) === 0,
  );
}

/** The same where one instant must be found: of two the first or last, and what follows a skipped one. */
export function instantNear(day: LocalDate, minutes: number, zone: string, prefer: 'first' | 'last'): Instant {
  const { year, month, day: dayOfMonth } = parseDate(day);
  const wall = new CalendarDateTime(year, month, dayOfMonth).add({ minutes });
  const found = instantsAt(day, minutes, zone);
  const exact = prefer === 'first' ? found[0] : found.at(-1);
  return exact ?? toInstant(toZoned(wall, zone, 'compatible').toDate().getTime());
}
