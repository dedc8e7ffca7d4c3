import { formatExact } from '../time/format.ts';
import { isTimeZone } from '../time/zone.ts';
import type { BundleKind } from '../units/kinds.ts';
import { listed } from './counts.ts';

/** One version of an access: "Ends 31 Jul 2027, 11:00 (New York), may be shared". */
export function versionWords(
  { end, shareable }: { end: string | null; shareable: boolean | null },
  timeZone: string | null,
): string {
  const ends = end === null ? 'Never ends' : `Ends ${formatExact(end, isTimeZone(timeZone) ? timeZone : 'UTC')}`;
  if (shareable === null) return ends;
  return `${ends}, ${shareable ? 'may be shared' : 'not to be shared'}`;
}

/** A unit, or a bundle with its kind and what differs on each door. */
export type Saved = {
  name: string;
  kind?: BundleKind;
  doors: readonly { doorId: string; name: string; isShareable?: boolean; endsOn?: string | null }[];
};

/** How what is there differs from what somebody is about to save: "is called “Amenities” and has Gym". */
export function unlikeYours(now: Saved, yours: Saved): string {
  const ofYours = (doorId: string) => yours.doors.find((door) => door.doorId === doorId);
  const more = now.doors.filter(({ doorId }) => !ofYours(doorId));
  const fewer = yours.doors.filter(({ doorId }) => !now.doors.some((door) => door.doorId === doorId));
  const otherwise = now.doors.filter((door) => {
    const own = ofYours(door.doorId);
    return own && (own.isShareable !== door.isShareable || own.endsOn !== door.endsOn);
  });
  const clauses = [
    now.name === yours.name ? '' : `is called “${now.name}”`,
    now.kind === yours.kind ? '' : `is ${now.kind === 'service' ? 'a service bundle' : 'ticked at each move-in'}`,
    doorsAs('has', more),
    doorsAs('does not have', fewer),
    doorsAs('has other terms for', otherwise),
  ].filter((clause) => clause !== '');
  return listed(clauses, clauses.length);
}

function doorsAs(says: string, doors: Saved['doors']): string {
  const names = doors.map(({ name }) => name);
  return names.length === 0 ? '' : `${says} ${listed(names, 5)}`;
}
