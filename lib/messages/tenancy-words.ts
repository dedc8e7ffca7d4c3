import type { MoveOutPreview, PreviewDoor } from '../schemas/tenancy.ts';
import type { LeasedDoorView, Tenant } from '../schemas/unit.ts';
import { formatExact } from '../time/format.ts';
import type { Instant } from '../time/instant.ts';
import type { Window } from '../time/window.ts';
import { earlierEnd } from '../units/lease-window.ts';
import { counted, listed } from './counts.ts';
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
  const [longest = [], ...shorter] = [...Map.groupBy(given, ({ end }) => end).entries()]
    .toSorted(([a], [b]) => (b ?? 'z').localeCompare(a ?? 'z'))
    .map(([, group]) => group);
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
    ...(email !== '' && over.length > 0
      ? [`${named(over)}: not given, its own last day is over before the lease begins.`]
      : []),
    ...(email === '' || given.length === 0 ? [] : [`Latch sends the invite to ${email} at once.`]),
    ...(unshared.length > 0 ? [`${named(unshared)}: may not be passed on to guests.`] : []),
    ...lateSentences(given, 'opens once it has synced'),
    ...(byHand.length > 0 ? [`${named(byHand)}: OpenKit cannot give it, so it becomes a task.`] : []),
    ...(needsKeycard ? ['The keycard becomes a task.'] : []),
  ];
}

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

type Transfer = {
  name: string;
  newDoors: readonly string[];
  oldDoors: readonly string[];
  /** Until when the new lease opens doors, where that is another end than before. */
  newEnd: { at: Instant | null; zone: string } | null;
  people: readonly string[];
  /** They were never given anything, and cannot be. */
  hasNoEmail: boolean;
};

/** What a transfer will do, said before the button. */
export function transferSentences({ name, newDoors, oldDoors, newEnd, people, hasNoEmail }: Transfer): string[] {
  const livingThere =
    people.length > 0 ? [`${listed(people, namesShown)} already ${people.length === 1 ? 'lives' : 'live'} there.`] : [];
  if (hasNoEmail)
    return [
      `${name} gets the new lease, but no access: without an email address OpenKit cannot give any.`,
      ...livingThere,
    ];
  const until = newEnd && (newEnd.at === null ? 'without an end' : `until ${formatExact(newEnd.at, newEnd.zone)}`);
  return [
    newDoors.length > 0
      ? `${name} can open ${listed(newDoors, namesShown)} at once.`
      : `${name} gets the new lease, and no new door.`,
    ...(oldDoors.length > 0
      ? [`${listed(oldDoors, namesShown)}: revoked once OpenKit has confirmed the new home.`]
      : []),
    until
      ? `Doors that come with both leases are held already, and get the new end: ${until}.`
      : 'Doors that come with both leases stay as they are.',
    ...livingThere,
  ];
}

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
export function moveOutSentences(
  { name, guestsAlone, daily, sharedByOthers }: Leaver,
  ending: readonly PreviewDoor[],
): string[] {
  const withCode = ending.filter((door) => door.hasCode);
  const guests = [...new Set(ending.flatMap((door) => door.guests))];
  return [
    ...(ending.length === 0 ? [`${name} holds no door that ends.`] : []),
    ...(withCode.length > 0 ? [`Their doorcode stops opening ${named(withCode)}.`] : []),
    ...(guests.length > 0
      ? [`${listed(guests, namesShown)}: let in by them, lose it too, and do not get it back automatically.`]
      : []),
    ...(guestsAlone.length > 0
      ? [
          `${listed(
            guestsAlone.map((guest) => `${guest.doorName} (${guest.name})`),
            namesShown,
          )}: revoked from their guests, who open it although they do not.`,
        ]
      : []),
    ...lateSentences(
      ending.map(({ doorName, isConnected }) => ({ name: doorName, isConnected })),
      'keeps opening until it has synced',
    ),
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

const named = (doors: readonly { name?: string; doorName?: string }[]): string =>
  listed([...new Set(doors.map((door) => door.name ?? door.doorName ?? ''))], namesShown);
