import type { MovedDoor, MoveOutPreview, PreviewDoor, TransferPreview } from '../schemas/tenancy.ts';
import type { LeasedDoorView, Tenant } from '../schemas/unit.ts';
import { formatExact } from '../time/format.ts';
import type { Instant } from '../time/instant.ts';
import type { Window } from '../time/window.ts';
import { earlierEnd } from '../units/lease-window.ts';
import { counted, listed } from './counts.ts';
import { keptSentences } from './grant-words.ts';
import { lateSentences } from './late-locks.ts';
import { untilText } from './window-words.ts';

const namesShown = 8;

type MoveIn = {
  name: string;
  email: string;
  unitName: string;
  doors: readonly LeasedDoorView[];
  window: Window;
  zone: string;
  needsKeycard: boolean;
  /** Doors they hold already, for whatever else. */
  heldIds: readonly string[];
};

const isGivable = ({ kind, isActivated }: LeasedDoorView): boolean => kind !== 'elevator' && isActivated;

/** What a move-in will do, most important first; said before the button. */
export function moveInSentences({
  name,
  email,
  unitName,
  doors,
  window,
  zone,
  needsKeycard,
  heldIds,
}: MoveIn): string[] {
  const wanted = doors
    .filter((door) => isGivable(door) && !heldIds.includes(door.id))
    .map((door) => ({ ...door, end: earlierEnd(window.end, door.endsOn, zone) }));
  const isOver = ({ end }: { end: Instant | null }) => end !== null && end <= window.start;
  const over = wanted.filter(isOver);
  const given = wanted.filter((door) => !isOver(door));
  const [longest = [], ...shorter] = byEnd(given);
  const untilOf = ([door]: typeof given) => untilText(door?.end ?? null, zone);
  const unshared = given.filter((door) => !door.isShareable);
  const byHand = doors.filter((door) => !isGivable(door));
  return [
    ...(email === ''
      ? [`${name} gets the lease of ${unitName}, but no access: without an email address OpenKit cannot give any.`]
      : given.length === 0
        ? [`${name} gets the lease of ${unitName}, and no new door.`]
        : [
            `${name} can open ${named(longest)} from ${formatExact(window.start, zone)}, ${untilOf(longest)}.`,
            ...shorter.map((group) => `${named(group)}: ${untilOf(group)} only, because of its own last day.`),
          ]),
    ...(email === '' ? [] : overSentences(over)),
    ...(email === '' || given.length === 0 ? [] : [`Latch sends the invite to ${email} at once.`]),
    ...(unshared.length > 0 ? [`${named(unshared)}: may not be passed on to guests.`] : []),
    ...lateSentences(given, 'opens once it has synced'),
    ...taskSentences(byHand),
    ...(needsKeycard ? ['The keycard becomes a task.'] : []),
  ];
}

/** In groups that close at the same time, the last one first. */
const byEnd = <D extends { end: Instant | null }>(doors: readonly D[]): D[][] =>
  [...Map.groupBy(doors, ({ end }) => end).entries()]
    .toSorted(([a], [b]) => (b ?? 'z').localeCompare(a ?? 'z'))
    .map(([, group]) => group);

const overSentences = (doors: readonly Named[]): string[] =>
  doors.length > 0 ? [`${named(doors)}: not given, its own last day is over before the lease begins.`] : [];

const taskSentences = (doors: readonly Named[]): string[] =>
  doors.length > 0 ? [`${named(doors)}: OpenKit cannot give it, so it becomes a task.`] : [];

type Held = Pick<Tenant, 'operationId' | 'differingDoors' | 'doubledDoors'>;

/** Which doors do not stand as the lease says, unless that is being changed. */
export function heldOtherwise({ operationId, differingDoors, doubledDoors }: Held): string[] {
  if (operationId) return [];
  return [
    ...(differingDoors.length > 0
      ? [`${listed(differingDoors, namesShown)}: start, end or sharing differs from the lease.`]
      : []),
    ...leftAlone(doubledDoors),
  ];
}

/** What a transfer will do, most important first; said before the button. `people`: who lives there already. */
export function transferSentences(move: TransferPreview, people: readonly string[]): string[] {
  const { name, email, unitName, timeZone, hasNoDoor, doors } = move;
  const of = (...what: MovedDoor['becomes'][]) => doors.filter(({ becomes }) => what.includes(becomes));
  const around = [
    ...taskSentences(of('task')),
    ...(hasNoDoor ? [`${unitName} has no private door yet. Enabling one for OpenKit becomes a task.`] : []),
    ...(people.length > 0
      ? [`${listed(people, namesShown)} already ${people.length === 1 ? 'lives' : 'live'} there.`]
      : []),
  ];
  if (email === null)
    return [`${name} gets the new lease, but no access: without an email address OpenKit cannot give any.`, ...around];
  const [given, revoked] = [of('given'), of('revoked')];
  const guestsChanged = [...move.guestsKept, ...move.guestsUntil];
  const isOneBuilding = new Set(doors.map(({ buildingName }) => buildingName)).size < 2;
  const placed = (some: readonly MovedDoor[]) =>
    isOneBuilding ? named(some) : `${named(some)} in ${some[0]?.buildingName ?? ''}`;
  return [
    ...comingSentences(name, given, timeZone, placed),
    ...(revoked.length > 0
      ? [
          `${placed(revoked)}: revoked ${move.isHomeFirst ? 'once OpenKit has confirmed the new home' : 'at once'}.`,
          ...codeSentences(revoked),
        ]
      : []),
    ...guestSentences(
      revoked.flatMap(({ guests }) => guests),
      move.guestsAlone,
    ),
    ...stayingDoorSentences(of('same', 'changed', 'kept'), timeZone),
    ...guestUntilSentences(move, timeZone),
    ...(given.length > 0 ? [`Latch sends the invite to ${email} at once.`] : []),
    ...lateSentences(given.map(asLock), 'opens once it has synced'),
    ...lateSentences([...revoked.map(asLock), ...move.guestsAlone.map(asLock)], 'keeps opening until it has synced'),
    ...lateSentences(move.guestsTooLate.map(asLock), 'would still open for these guests until it has synced'),
    ...lateSentences(
      [...of('changed').filter(isEndChanged), ...guestsChanged.filter(({ before, end }) => before !== end)].map(asLock),
      'uses the old end until it has synced',
    ),
    ...remainingSentences(move),
    ...leftAlone(of('doubled').map(({ doorName }) => doorName)),
    ...(of('waiting').length > 0
      ? [`${named(of('waiting'))}: not given by this: taken for a lost phone, or OpenKit cannot give it now.`]
      : []),
    ...overSentences(of('over')),
    ...around,
  ];
}

function comingSentences(
  name: string,
  given: readonly MovedDoor[],
  zone: string,
  placed: (some: readonly MovedDoor[]) => string,
): string[] {
  const [longest, ...shorter] = byEnd(given.map((door) => ({ ...door, end: door.after?.end ?? null })));
  if (!longest) return [`${name} gets the new lease, and no new door.`];
  const untilOf = ([door]: typeof longest) => untilText(door?.end ?? null, zone);
  return [
    `${name} can open ${placed(longest)} at once, ${untilOf(longest)}.`,
    ...shorter.map((group) => `${placed(group)}: ${untilOf(group)} only.`),
  ];
}

/** Of doors they hold already and go on to hold: as before, on other terms, or for something else alone. */
function stayingDoorSentences(doors: readonly MovedDoor[], timeZone: string): string[] {
  const ofLease = doors.filter(({ becomes }) => becomes !== 'kept');
  const byReason = Map.groupBy(
    doors.filter(({ becomes }) => becomes === 'kept'),
    ({ reasons }) => keptBy(reasons),
  );
  return [
    ...keptSentences(
      ofLease.flatMap(({ doorName, before, after }) =>
        before && after ? [{ held: { doorName, timeZone, note: null, ...before }, after }] : [],
      ),
    ),
    ...[...byReason].map(([why, some]) => `${named(some)}: stays theirs${why && ` (${why})`}.`),
  ];
}

/** Guests who go on to hold a door, though not as before, and who will not come to hold it. */
function guestUntilSentences({ guestsKept, guestsUntil, guestsTooLate }: TransferPreview, zone: string): string[] {
  const byGuestEnd = (guests: TransferPreview['guestsUntil']) => [...Map.groupBy(guests, ({ end }) => end)];
  return [
    ...byGuestEnd(guestsKept).map(
      ([end, some]) => `${withGuests(some)}: their guests keep it for something else, ${untilText(end, zone)}.`,
    ),
    ...byGuestEnd(guestsUntil).map(
      ([end, some]) => `${withGuests(some)}: ends earlier for their guests, ${untilText(end, zone)}.`,
    ),
    ...(guestsTooLate.length > 0
      ? [`${withGuests(guestsTooLate)}: revoked from their guests, whose stay would begin only after theirs ends.`]
      : []),
  ];
}

const isEndChanged = ({ before, after }: MovedDoor): boolean => before?.end !== after?.end;

const asLock = ({ doorName, isConnected }: Pick<MovedDoor, 'doorName' | 'isConnected'>) => ({
  name: doorName,
  isConnected,
});

/** Why a job for a lease leaves doors as they are. */
export const leftAlone = (doubledDoors: readonly string[]): string[] =>
  doubledDoors.length > 0
    ? [
        `${listed(doubledDoors, namesShown)}: held more than once, so it is left as it is. OpenKit cannot tell one from the other.`,
      ]
    : [];

/** What a change of a lease comes to that reaches none of its doors. */
export const noneReached = 'Only the lease is noted: none of its doors is changed.';

/** Which doors of a lease its change does not give. */
export const notGiven = (waitingDoors: number): string[] =>
  waitingDoors > 0
    ? [
        `${counted(waitingDoors, 'door')} of the lease ${waitingDoors === 1 ? 'is' : 'are'} not given by this: taken for a lost phone, or OpenKit cannot give ${waitingDoors === 1 ? 'it' : 'them'} now.`,
      ]
    : [];

type Leaver = MoveOutPreview['people'][number];

/** What follows from moving somebody out of these doors, before the button. */
export function moveOutSentences(person: Leaver, ending: readonly PreviewDoor[]): string[] {
  return [
    ...(ending.length === 0 ? [`${person.name} holds no door that ends.`] : []),
    ...codeSentences(ending),
    ...guestSentences(
      ending.flatMap((door) => door.guests),
      person.guestsAlone,
    ),
    ...lateSentences(ending.map(asLock), 'keeps opening until it has synced'),
    ...remainingSentences(person),
  ];
}

function codeSentences(ending: readonly { doorName: string; hasCode: boolean }[]): string[] {
  const withCode = ending.filter((door) => door.hasCode);
  return withCode.length > 0 ? [`Their doorcode stops opening ${named(withCode)}.`] : [];
}

type GuestAtDoor = { doorName: string; name: string };

/** Whose guests lose a door with them, and who opens one that they do not. */
function guestSentences(guests: readonly string[], alone: readonly GuestAtDoor[]): string[] {
  return [
    ...(guests.length > 0
      ? [
          `${listed([...new Set(guests)], namesShown)}: let in by them, lose it too, and do not get it back automatically.`,
        ]
      : []),
    ...(alone.length > 0 ? [`${withGuests(alone)}: revoked from their guests, who open it although they do not.`] : []),
  ];
}

/** "Garage (Bo Holt)". */
const withGuests = (guests: readonly GuestAtDoor[]): string =>
  listed(
    guests.map((guest) => `${guest.doorName} (${guest.name})`),
    namesShown,
  );

/** What nobody here can take back. */
function remainingSentences({ daily, sharedByOthers }: Pick<Leaver, 'daily' | 'sharedByOthers'>): string[] {
  return [
    ...(daily.length > 0
      ? [
          `${listed(
            daily.map(({ doorName, guestName }) => (guestName ? `${doorName} (${guestName})` : doorName)),
            namesShown,
          )}: a day code stays valid until ${lastEnd(daily)} and cannot be taken back.`,
        ]
      : []),
    ...(sharedByOthers.length > 0
      ? [`${listed(sharedByOthers, namesShown)}: shared with them by a resident, who can take it back.`]
      : []),
  ];
}

function lastEnd(daily: Leaver['daily']): string {
  const last = daily.toSorted((a, b) => (a.end ?? '').localeCompare(b.end ?? '')).at(-1);
  return last?.end ? formatExact(last.end, last.timeZone ?? 'UTC') : 'midnight at the building';
}

/** "Move Maya Okafor out: revoke 5 doors". */
export function moveOutLabel(people: readonly { name: string }[], doors: number): string {
  const [first, ...others] = people;
  const who = others.length === 0 ? (first?.name ?? 'them') : counted(people.length, 'person', 'people');
  return doors === 0 ? `Move ${who} out` : `Move ${who} out: revoke ${counted(doors, 'door')}`;
}

const whys: Record<string, string> = {
  daily: 'a day code, which ends by itself',
  shared: 'shared by a resident',
  guest: 'as their guest',
  later: 'begins later',
  held: 'still held',
};

/** What a reading after a move-out proves: nothing is called clear that could not be read. */
export function whatIsLeft(doors: number, unreadable: number): string {
  const left = `${counted(doors, 'door')} left`;
  if (unreadable === 0) return `${left} in your buildings`;
  return `${left} of what could be read, ${counted(unreadable, 'access', 'accesses')} could not be`;
}

/** What to do about those. */
export const unreadableLeft =
  'What could not be read may still open a door here. Look at the person in Mission Control before keys change hands.';

/** Why OpenKit still shows a door after a move-out. */
export const whyLeft = (why: string): string => whys[why] ?? why;

const kinds: Record<string, string> = {
  job: 'a job',
  guest: 'someone’s guest',
  by_hand: 'given by hand',
  other: 'held before the lease',
};

/** What else keeps a door: "lease of 5C", "a job". */
export const keptBy = (reasons: readonly string[]): string =>
  listed([...new Set(reasons.map((reason) => kinds[reason] ?? reason))]);

type Named = { name?: string; doorName?: string };

const named = (doors: readonly Named[]): string =>
  listed([...new Set(doors.map((door) => door.name ?? door.doorName ?? ''))], namesShown);
