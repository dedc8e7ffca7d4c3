import { formatExact } from '../time/format.ts';
import { isTimeZone } from '../time/zone.ts';
import { accessRoleNames, passcodeTypeNames } from './access-words.ts';
import { roleNames } from './role-names.ts';

export type DetailChange = { label: string; before: string; after: string };

/** In the order they are told in; the record itself is sorted by name. */
const labels: Record<string, string> = {
  reason: 'Reason',
  permission: 'What was tried',
  ids: 'About',
  doorName: 'Name',
  serialNumber: 'Serial number',
  deviceType: 'Device',
  isActivated: 'Activated',
  doorcodeStatus: 'Doorcode',
  generation: 'Reading number',
  calls: 'Calls made',
  intervalMinutes: 'Minutes between readings',
  callsPerSecond: 'Calls a second',
  passcodeType: 'Kind of access',
  start: 'Starts',
  end: 'Ends',
  role: 'Role',
  shareable: 'May be shared',
  notify: 'Latch tells the person',
  format: 'Format',
  count: 'Rows',
  seqs: 'Entries',
  control: 'What was done',
  act: 'What was done',
  decision: 'Decision',
  most: 'Allowed an hour',
  callId: 'Call ID',
};

type Recorded = Record<string, unknown>;

const isRecord = (value: unknown): value is Recorded =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What an entry recorded, one line each, in words where we have them; the terms of an access are told one by one, and
 * why something was refused in the words of `sayReason`.
 */
export function detailFacts<W>(
  details: Recorded,
  timeZone: string | null,
  sayReason: (reason: string) => W,
): { label: string; value: string | W }[] {
  const { before: _, after: __, terms, ...rest } = details;
  const told = isRecord(terms) ? { ...rest, ...terms } : rest;
  return Object.entries(told)
    .filter(([name, value]) => !(name === 'reason' && value === null))
    .toSorted(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([name, value]) => ({
      label: labelOf(name),
      value: name === 'reason' && typeof value === 'string' ? sayReason(value) : wordsFor(name, value, timeZone),
    }));
}

/** What was different before and after; a side that was not recorded is a dash. */
export function detailChanges({ before, after }: Recorded, timeZone: string | null): DetailChange[] {
  const earlier = isRecord(before) ? before : {};
  const later = isRecord(after) ? after : {};
  const names = new Set([...Object.keys(earlier), ...Object.keys(later)]);
  const side = (from: Recorded, name: string) => (name in from ? wordsFor(name, from[name], timeZone) : '–');
  return [...names].map((name) => ({
    label: labelOf(name),
    before: side(earlier, name),
    after: side(later, name),
  }));
}

const order = Object.keys(labels);
const placeOf = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);

/** `endedSessions` without an entry becomes "Ended sessions". */
function labelOf(name: string): string {
  const spaced = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return labels[name] ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function wordsFor(name: string, value: unknown, timeZone: string | null): string {
  if (name === 'end' && value === null) return 'Never';
  if (value === null) return 'Nothing';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'string') return typeof value === 'number' ? value.toLocaleString('en') : JSON.stringify(value);
  const word = knownWords[name]?.[value];
  if (word !== undefined) return word;
  return instantPattern.test(value) ? formatExact(value, isTimeZone(timeZone) ? timeZone : 'UTC') : value;
}

const knownWords: Record<string, Record<string, string>> = {
  passcodeType: passcodeTypeNames,
  role: { ...roleNames, ...accessRoleNames },
  act: {
    take: 'Taken',
    give_back: 'Given back',
    hand_over: 'Handed over',
    done: 'Done',
    not_needed: 'Closed as no longer needed',
    search: 'Searches',
    import: 'Tables read',
  },
  decision: { there: 'It was done', not_there: 'It was not done' },
};

const instantPattern = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
