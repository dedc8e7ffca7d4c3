import { type LocalDate, parseLocalDate } from '../time/day.ts';

/**
 * A day as tables write it: `2027-07-31`, `7/31/2027` (month first, as in OpenKit's countries), `31.7.2027`. Null =
 * none of these.
 */
export function readDay(text: string): LocalDate | null {
  const iso = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (iso) return parseLocalDate(iso);
  const slashes = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (slashes) return dayFrom(slashes[3], slashes[1], slashes[2]);
  const dots = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  return dots ? dayFrom(dots[3], dots[2], dots[1]) : null;
}

const dayFrom = (year = '', month = '', day = ''): LocalDate | null =>
  parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
