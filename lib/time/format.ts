import type { LocalDate } from './day.ts';
import { epochMs, type Instant } from './instant.ts';
import { zoneCity } from './zone.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
    formatters.set(key, found);
  }
  return found;
}

const dayAndTime: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
};

/** `31 Jul 2027, 11:00`, in the zone. */
export const formatInstant = (instant: Instant, zone: string): string =>
  formatter(zone, dayAndTime).format(epochMs(instant));

/** `31 Jul 2027, 11:00 (New York)`: exact and with its zone named, for titles and sentences. */
export const formatExact = (instant: Instant, zone: string): string =>
  `${formatInstant(instant, zone)} (${zoneCity(zone)})`;

/** The same for a moment at a building, of which perhaps nobody knows the zone: `31 Jul 2027, 15:00 (UTC)`. */
export const formatThere = (instant: Instant, timeZone: string | null): string =>
  formatExact(instant, timeZone ?? 'UTC');

/** `14:03 (New York)`: the same for what happened just now. */
export const formatClockThere = (instant: Instant, timeZone: string | null): string => {
  const zone = timeZone ?? 'UTC';
  return `${formatClock(instant, zone)} (${zoneCity(zone)})`;
};

/** `31 Jul 2027`, in the zone. */
export const formatDay = (instant: Instant, zone: string): string =>
  formatter(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(epochMs(instant));

/** `31 Jul 2027`: a day as it is, wherever it is. */
export const formatLocalDate = (day: LocalDate): string => formatDay(`${day}T12:00:00.000Z`, 'UTC');

/** `14:03`, in the zone: for what happened just now. */
export const formatClock = (instant: Instant, zone: string): string =>
  formatter(zone, { hour: '2-digit', minute: '2-digit' }).format(epochMs(instant));

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `in 3 days`, `2 minutes ago`, `now`: for reading at a glance, always beside an exact form. */
export function formatRelative(instant: Instant, now: Instant): string {
  const distanceMs = epochMs(instant) - epochMs(now);
  for (const [unit, unitMs] of steps) {
    if (Math.abs(distanceMs) >= unitMs) return relative.format(Math.trunc(distanceMs / unitMs), unit);
  }
  return 'now';
}
