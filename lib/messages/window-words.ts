import { formatDay, formatExact } from '../time/format.ts';
import { epochMs, type Instant } from '../time/instant.ts';
import { zoneCity } from '../time/zone.ts';

type ShownWindow = { start: Instant; end: Instant | null; day: string | null };

/** A window in one short line of a table; `windowText` says it to the minute. A start of the epoch is one nobody told. */
export function shortWindow({ start, end, day }: ShownWindow, zone: string): string {
  if (day !== null) return `${formatDay(start, zone)}, all day (${zoneCity(zone)})`;
  const isStartKnown = epochMs(start) !== 0;
  if (end === null) return isStartKnown ? `From ${formatDay(start, zone)} (${zoneCity(zone)}), no end` : 'No end';
  return isStartKnown ? `${formatDay(start, zone)} – ${formatExact(end, zone)}` : `Until ${formatExact(end, zone)}`;
}
