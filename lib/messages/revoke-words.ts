import type { AccessView } from '../schemas/access.ts';
import type { PersonView } from '../schemas/person.ts';
import { listed } from './counts.ts';
import { lateAccessSentences } from './late-locks.ts';

const namesShown = 8;

/** What follows from revoking these accesses of a person, most important first; said before the button. */
export function revokeConsequences(
  personName: string,
  chosen: readonly AccessView[],
  { accesses: all, guests }: Pick<PersonView, 'accesses' | 'guests'>,
): string[] {
  // A resident has a code as well, in the Latch app alone.
  const withCode = chosen.filter(({ doorcodeStatus }) => doorcodeStatus === 'valid' || doorcodeStatus === 'resident');
  const asResident = chosen.filter((access) => access.role === 'resident');
  const fromOthers = chosen.filter((access) => access.granterKind !== 'partner');
  const affected = guests.filter(({ doorId }) => chosen.some((access) => access.doorId === doorId));
  const fallen = namesOf(affected.filter(({ isOurs }) => !isOurs));
  const staying = namesOf(affected.filter(({ isOurs, isDaily }) => isOurs && !isDaily));
  const forDay = namesOf(affected.filter(({ isOurs, isDaily }) => isOurs && isDaily));
  const isToo = (id: string, doorId: string, other: AccessView) => isSameDoor(other, doorId) && other.id !== id;
  const doubled = chosen.filter(({ id, doorId }) =>
    all.some((other) => other.day === null && isToo(id, doorId, other)),
  );
  const daily = chosen.filter(({ id, doorId }) => all.some((other) => other.day !== null && isToo(id, doorId, other)));
  return [
    `${personName} can no longer open ${named(chosen)}.`,
    ...(withCode.length > 0 ? [`Their doorcode stops opening ${named(withCode)}.`] : []),
    ...lateAccessSentences(chosen, 'keeps opening for them until it has synced'),
    ...(asResident.length > 0
      ? [`They are a resident there: guests whose access depends on it lose theirs too, and do not get it back.`]
      : []),
    ...(fallen.length > 0 ? [`They let ${listed(fallen, namesShown)} in there.`] : []),
    ...(staying.length > 0
      ? [
          `${listed(staying, namesShown)}, let in by us as their guest, can still open it: revoke that on their own page.`,
        ]
      : []),
    ...(forDay.length > 0
      ? [
          `${listed(forDay, namesShown)}, let in by us as their guest for a day: the code works until midnight at the building. Nobody can take it back.`,
        ]
      : []),
    ...(daily.length > 0
      ? [`${named(daily)}: their day code keeps working until midnight at the building. Nobody can take it back.`]
      : []),
    ...(fromOthers.length > 0
      ? [`${named(fromOthers)}: given by someone else, not by us. OpenKit may refuse to take it away.`]
      : []),
    ...(doubled.length > 0
      ? [`They hold more than one access to ${named(doubled)}: OpenKit does not say which of them it takes away.`]
      : []),
    'This cannot be undone. Giving access again makes a new code.',
  ];
}

/** What a person can still open after everything of ours that can be revoked was revoked, and why. */
export function remainingSentences(accesses: readonly AccessView[], revoked: readonly AccessView[]): string[] {
  const rest = accesses.filter(
    (access) => (access.state === 'active' || access.state === 'scheduled') && !revoked.includes(access),
  );
  const shared = rest.filter((access) => access.granterKind === 'user' && access.passcodeType === 'PERMANENT');
  const daily = rest.filter((access) => access.day !== null);
  const underWay = rest.filter((access) => access.pending !== null && access.day === null);
  return [
    ...(shared.length > 0 ? [`${named(shared)}: shared by a resident, who can take it back.`] : []),
    ...(daily.length > 0
      ? [`${named(daily)}: a day code works until midnight at the building and cannot be taken back.`]
      : []),
    ...(underWay.length > 0
      ? [`${named(underWay)}: something is under way there. Look again when it is settled.`]
      : []),
    'Access in buildings that you do not look after is not touched.',
  ];
}

const namesOf = (guests: PersonView['guests']): string[] => [...new Set(guests.map(({ name }) => name))];

const named = (accesses: readonly AccessView[]): string =>
  listed([...new Set(accesses.map((access) => access.doorName))], namesShown);

const isSameDoor = (access: AccessView, doorId: string): boolean =>
  access.doorId === doorId && access.isHeld && (access.state === 'active' || access.state === 'scheduled');
