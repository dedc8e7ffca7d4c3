import { CalendarDate, parseDate, toCalendarDateTime } from '@internationalized/date';
import { addDays, dayOf, type LocalDate } from '../time/day.ts';
import { addMs, type Instant, toInstant } from '../time/instant.ts';
import type { Window } from '../time/window.ts';

/** When doors open on the first day of a lease and close after its last, in hours of the building's clock. */
export type LeaseRules = { moveInHour: number; moveOutHour: number; graceDays: number };

export const defaultRules: LeaseRules = { moveInHour: 9, moveOutHour: 17, graceDays: 0 };

/**
 * First and last day, in the building's zone. Null start = it began at a time nobody noted; null end = none is known.
 */
export type Lease = { start: LocalDate | null; end: LocalDate | null };

/**
 * When a lease opens doors: from the move-in hour of its first day, or now where that has passed, until the move-out
 * hour of its last day and the grace days after it. The end of a lease is not the end of access.
 */
export function leaseWindow({ start, end }: Lease, rules: LeaseRules, zone: string, now: Instant): Window {
  const opens = start && instantAt(start, rules.moveInHour, zone);
  return {
    start: opens && opens > now ? opens : now,
    end: end && instantAt(addDays(end, rules.graceDays), rules.moveOutHour, zone),
  };
}

/**
 * The last day of a lease whose doors close at this instant, as found or set by hand: the last day on which they are
 * open, less the grace days. Midnight closes the day before it, where it is not the move-out hour itself.
 */
export function lastDayOf(
  closes: Instant,
  { moveOutHour, graceDays }: Omit<LeaseRules, 'moveInHour'>,
  zone: string,
): LocalDate {
  return addDays(dayOf(moveOutHour === 0 ? closes : addMs(closes, -1), zone), -graceDays);
}

/** The earlier of the lease's end and a door's own last day, which ends with that day at the building. */
export function earlierEnd(end: Instant | null, lastDay: LocalDate | null, zone: string): Instant | null {
  if (lastDay === null) return end;
  const own = instantAt(addDays(lastDay, 1), 0, zone);
  return end === null || own < end ? own : end;
}

/** The same day so many months later; the last day of a shorter month stands in for its missing ones. */
export const monthsLater = (day: LocalDate, months: number): LocalDate => parseDate(day).add({ months }).toString();

/** An hour of a day on a zone's clock; one that does not exist there is the next that does. */
function instantAt(day: LocalDate, hour: number, zone: string): Instant {
  const date = parseDate(day);
  const time = toCalendarDateTime(new CalendarDate(date.year, date.month, date.day)).set({ hour });
  return toInstant(time.toDate(zone).getTime());
}
