import { parseAbsolute } from '@internationalized/date';
import type { Instant } from './instant.ts';

/** `2027-07-31T11:00:00-04:00`: the wall clock of a zone with its offset, for files that other programs read. */
export function withOffset(instant: Instant, zone: string): string {
  const { year, month, day, hour, minute, second, offset } = parseAbsolute(instant, zone);
  const sign = offset < 0 ? '-' : '+';
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return (
    `${padded(year, 4)}-${padded(month)}-${padded(day)}T${padded(hour)}:${padded(minute)}:${padded(second)}` +
    `${sign}${padded(Math.floor(minutes / 60))}:${padded(minutes % 60)}`
  );
}

const padded = (number: number, length = 2): string => String(number).padStart(length, '0');
