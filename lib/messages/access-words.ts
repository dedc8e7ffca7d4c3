import type { AccessRole, DoorcodeStatus, PasscodeType } from '../access-rules/terms.ts';
import { formatDay, formatExact, formatInstant } from '../time/format.ts';
import { epochMs } from '../time/instant.ts';
import type { Window } from '../time/window.ts';
import { zoneCity } from '../time/zone.ts';

export const passcodeTypeNames: Record<PasscodeType, string> = {
  PERMANENT: 'Permanent',
  DAILY: 'One day',
  DAILY_SINGLE_USE: 'One day, single use',
  UNKNOWN: 'Unknown kind',
};

export const accessRoleNames: Record<AccessRole, string> = {
  resident: 'Resident',
  non_resident: 'Not a resident',
  guest: 'Guest',
  tourer: 'Tour',
};

/** With what the door opens. */
export const meansNames = { app: 'App', code: 'Code', both: 'App and code', unknown: 'Not known' } as const;

export type Means = keyof typeof meansNames;

/** With what an access opens. A resident's code exists, but in the Latch app alone. */
export function meansOf(type: PasscodeType, doorcode: DoorcodeStatus): Means {
  if (type === 'UNKNOWN') return 'unknown';
  if (type !== 'PERMANENT') return 'code';
  return doorcode === 'valid' ? 'both' : 'app';
}

/** Who gave it, after "given by". */
const granterNames = { partner: 'us', user: 'a resident', unknown: 'someone OpenKit does not name' } as const;

type Given = { granterKind: keyof typeof granterNames; granterName?: string | null; hostName: string | null };

/** Who gave it, and for whose sake: "Maya Okafor", "us", "us, guest of Maya Okafor". */
export function giverText(
  { granterKind, granterName, hostName }: Given,
  names: Record<Given['granterKind'], string> = granterNames,
): string {
  if (granterName) return granterName;
  return hostName ? `${names[granterKind]}, guest of ${hostName}` : names[granterKind];
}

/**
 * `1 Jul 2027, 11:00 to 31 Jul 2027, 11:00 (New York)`, in the building's zone; an open end is said, a daily code has a
 * day.
 */
export function windowText(window: Window & { day?: string | null }, zone: string): string {
  if (window.day) return `${formatDay(window.start, zone)}, all day (${zoneCity(zone)})`;
  const isStartKnown = epochMs(window.start) !== 0;
  if (window.end === null) return isStartKnown ? `From ${formatExact(window.start, zone)}, no end` : 'No end';
  if (!isStartKnown) return `Until ${formatExact(window.end, zone)}`;
  return `${formatInstant(window.start, zone)} to ${formatExact(window.end, zone)}`;
}

/** Why there is a code to reveal, or why there is none. */
export const doorcodeSentences: Record<DoorcodeStatus, string> = {
  valid: 'A doorcode exists. Showing it is written to the log.',
  communal_conflict:
    'No doorcode: a manager already gave this person permanent access to public doors in Mission Control.',
  resident: 'No doorcode here: this person is a resident and sees the code only in the Latch app.',
  guest_conflict: 'No doorcode: this person has permanent guest access from Mission Control.',
  none: 'OpenKit shows no doorcode for this access.',
  unknown: 'OpenKit gave an undocumented reason for the missing doorcode.',
};

/** What a code cannot do, said before it is handed on. */
export const codeLimits: Record<PasscodeType, string> = {
  PERMANENT: 'On an offline door it works only after the lock has synced.',
  DAILY: 'Works until midnight at the building. It cannot be taken back.',
  DAILY_SINGLE_USE:
    'Ends 15 minutes after it is first used, or at midnight, whichever comes first. It cannot be taken back.',
  UNKNOWN: 'Nobody knows how long it works.',
};
