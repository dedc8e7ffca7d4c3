import { formatExact } from '../time/format.ts';
import { isTimeZone } from '../time/zone.ts';

/** One version of an access: "Ends 31 Jul 2027, 11:00 (New York), may be shared". */
export function versionWords(
  { end, shareable }: { end: string | null; shareable: boolean | null },
  timeZone: string | null,
): string {
  const ends = end === null ? 'Never ends' : `Ends ${formatExact(end, isTimeZone(timeZone) ? timeZone : 'UTC')}`;
  if (shareable === null) return ends;
  return `${ends}, ${shareable ? 'may be shared' : 'not to be shared'}`;
}
