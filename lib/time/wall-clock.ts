import { CalendarDateTime, parseAbsolute, parseDate, toCalendarDateTime, toZoned } from '@internationalized/date';
import type { LocalDate } from './day.ts';
import { addMs, type Instant, toInstant } from './instant.ts';

/**
 * The instants at which clocks in a zone (IANA) show this minute of this day: one as a rule, none where they skip it,
 * two where they show it twice. 1440 is the midnight that ends the day.
 */
export function instantsAt(day: LocalDate, minutes: number, zone: string): Instant[] {
  const wall = wallAt(day, minutes);
  const candidates = (['earlier', 'later'] as const).map((choice) =>
    toInstant(toZoned(wall, zone, choice).toDate().getTime()),
  );
  return [...new Set(candidates)].filter(
    (instant) => toCalendarDateTime(parseAbsolute(instant, zone)).compare(wall) === 0,
  );
}

/** The first instant at which they show this minute of this day; where they skip it, the one at which they do. */
export const instantFrom = (day: LocalDate, minutes: number, zone: string): Instant =>
  instantsAt(day, minutes, zone)[0] ?? changeOver(day, minutes, zone);

/** The instant at which the last moment before this minute of this day is over: of two such moments, the later one. */
export function instantUntil(day: LocalDate, minutes: number, zone: string): Instant {
  const last = instantsAt(day, minutes - 1, zone).at(-1);
  return last ? addMs(last, minuteMs) : changeOver(day, minutes - 1, zone);
}

const minuteMs = 60_000;

/** The instant at which clocks leap over this minute of this day, which they never show. */
function changeOver(day: LocalDate, minutes: number, zone: string): Instant {
  const wall = wallAt(day, minutes);
  let instant = toInstant(toZoned(wall, zone, 'earlier').toDate().getTime());
  while (toCalendarDateTime(parseAbsolute(instant, zone)).compare(wall) < 0) instant = addMs(instant, minuteMs);
  return instant;
}

function wallAt(day: LocalDate, minutes: number): CalendarDateTime {
  const { year, month, day: dayOfMonth } = parseDate(day);
  return new CalendarDateTime(year, month, dayOfMonth).add({ minutes });
}
