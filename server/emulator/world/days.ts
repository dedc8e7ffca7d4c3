import { type CalendarDate, fromAbsolute, toCalendarDate, toZoned } from '@internationalized/date';

/** [startMs, endMs) of one calendar day; 23 or 25 hours long where clocks change. */
export type DayWindow = { startMs: number; endMs: number };

/** The calendar date an instant falls on in an IANA zone. */
export function dateIn(zone: string, atMs: number): CalendarDate {
  return toCalendarDate(fromAbsolute(atMs, zone));
}

/** The day's first instant, also where midnight does not exist. */
function dayOf(date: CalendarDate, zone: string): DayWindow {
  return {
    startMs: toZoned(date, zone).toDate().getTime(),
    endMs: toZoned(date.add({ days: 1 }), zone)
      .toDate()
      .getTime(),
  };
}

/** The day that contains the instant, in the zone. */
export function dayWindow(atMs: number, zone: string): DayWindow {
  return dayOf(dateIn(zone, atMs), zone);
}
