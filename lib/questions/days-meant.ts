import { addDays, type LocalDate, parseLocalDate } from '../time/day.ts';
import { weekdayOf } from '../time/weekday.ts';
import type { DaySpec } from './read-day.ts';

/**
 * The days a day as asked for can mean on `today`, in order: one, two where it has two readings, none where no calendar
 * has it. A weekday or a date without a year is the nearest one on either side of today; "next" and "last" may mean the
 * coming one or that of the week beside this one (weeks begin on Monday).
 */
export function daysMeant(spec: DaySpec, today: LocalDate): LocalDate[] {
  switch (spec.kind) {
    case 'near':
      return [addDays(today, spec.daysAhead)];
    case 'weekday':
      return distinct(weekdaysMeant(spec.weekday, spec.which, today));
    case 'date':
      return distinct(
        spec.dates.flatMap(({ year, month, day }) =>
          year === null ? nearestDates(month, day, today) : realDates(year, month, day),
        ),
      );
    case 'unclear':
      return [];
  }
}

function weekdaysMeant(weekday: number, which: 'any' | 'this' | 'next' | 'last', today: LocalDate): LocalDate[] {
  const distance = (weekday - weekdayOf(today) + 7) % 7;
  const inThisWeek = addDays(today, weekday - weekdayOf(today));
  switch (which) {
    case 'any':
      return [addDays(today, distance === 0 ? 0 : distance - 7), addDays(today, distance)];
    case 'this':
      return [inThisWeek];
    case 'next':
      return [addDays(today, distance === 0 ? 7 : distance), addDays(inThisWeek, 7)];
    case 'last':
      return [addDays(inThisWeek, -7), addDays(today, distance - 7)];
  }
}

/** A leap day may be up to eight years off. */
const yearsAround = 8;

function nearestDates(month: number, day: number, today: LocalDate): LocalDate[] {
  const thisYear = Number(today.slice(0, 4));
  const all = Array.from({ length: 2 * yearsAround + 1 }, (_, at) => thisYear - yearsAround + at).flatMap((year) =>
    realDates(year, month, day),
  );
  if (all.includes(today)) return [today];
  return [all.findLast((date) => date < today), all.find((date) => date > today)].filter((date) => date !== undefined);
}

/** The last year that has one after it, in which its last night ends. */
const lastYear = 9998;

function realDates(year: number, month: number, day: number): LocalDate[] {
  if (year > lastYear) return [];
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  const date = parseLocalDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
  return date === null ? [] : [date];
}

const distinct = (days: LocalDate[]): LocalDate[] => [...new Set(days)].toSorted();
