import { CalendarDate, parseAbsolute, parseDate, toCalendarDate } from '@internationalized/date';
import { addMs, epochMs, type Instant, toInstant } from './instant.ts';
import type { Window } from './window.ts';

/** A calendar day without a zone, `YYYY-MM-DD`. It means something only together with a building's zone. */
export type LocalDate = string;

/** The calendar day of an instant in a zone (IANA name). */
export function dayOf(instant: Instant, zone: string): LocalDate {
  return toCalendarDate(parseAbsolute(instant, zone)).toString();
}

export const addDays = (day: LocalDate, days: number): LocalDate => parseDate(day).add({ days }).toString();

/**
 * The same wall clock so many calendar months later in a zone; the last day of a shorter month stands in for its
 * missing days.
 */
export const addMonths = (instant: Instant, months: number, zone: string): Instant =>
  toInstant(epochMs(parseAbsolute(instant, zone).add({ months }).toAbsoluteString()));

/** How many calendar days of a zone a window touches; its end is not part of it. */
export function daysTouched({ start, end }: Window & { end: Instant }, zone: string): number {
  return parseDate(dayOf(addMs(end, -1), zone)).compare(parseDate(dayOf(start, zone))) + 1;
}

/** The instants a day covers in a zone: 23, 24 or 25 hours, starting at 01:00 where midnight does not exist. */
export function dayWindow(day: LocalDate, zone: string): Window & { end: Instant } {
  return { start: firstInstant(day, zone), end: firstInstant(addDays(day, 1), zone) };
}

function firstInstant(day: LocalDate, zone: string): Instant {
  return toInstant(parseDate(day).toDate(zone).getTime());
}

/** What stands for something typed that is no day: no schema takes it, where empty would be "no day". */
export const unreadableDay = 'no such day';

/** Whether something was typed as a day that is none, such as `2026-02-31`. */
export const isUnreadable = (typed: string): boolean => typed !== '' && parseLocalDate(typed) === null;

/** The day as a real date, or null when it does not exist (`2026-02-30`). */
export function parseLocalDate(text: string): LocalDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const date = new CalendarDate(Number(match[1]), Number(match[2]), Number(match[3]));
  return date.toString() === text ? text : null;
}
