import type { AccessView } from '../schemas/access.ts';
import { listed } from './counts.ts';

const namesShown = 8;

/** What follows from revoking these accesses of a person, most important first; said before the button. */
export function revokeConsequences(
  personName: string,
  chosen: readonly AccessView[],
  all: readonly AccessView[],
): string[] {
  const named = (accesses: readonly AccessView[]) =>
    listed([...new Set(accesses.map((access) => access.doorName))], namesShown);
  const withCode = chosen.filter((access) => access.doorcodeStatus === 'valid');
  const offline = chosen.filter((access) => access.door.isConnected === false);
  const asResident = chosen.filter((access) => access.role === 'resident');
  const fromOthers = chosen.filter((access) => access.granterKind !== 'partner');
  const doubled = chosen.filter(({ id, doorId }) => all.some((other) => isSameDoor(other, doorId) && other.id !== id));
  return [
    `${personName} can no longer open ${named(chosen)}.`,
    ...(withCode.length > 0 ? [`Their doorcode stops opening ${named(withCode)}.`] : []),
    ...(offline.length > 0
      ? [`${named(offline)}: the lock is offline and keeps opening for them until it has synced.`]
      : []),
    ...(asResident.length > 0
      ? [`They are a resident there: guests whose access depends on it lose theirs too, and do not get it back.`]
      : []),
    ...(fromOthers.length > 0 ? [`${named(fromOthers)}: this access was given by somebody else, not by us.`] : []),
    ...(doubled.length > 0
      ? [`They hold more than one access to ${named(doubled)}: OpenKit does not say which of them it takes away.`]
      : []),
    'This cannot be undone. Giving access again makes a new code.',
  ];
}

const isSameDoor = (access: AccessView, doorId: string): boolean =>
  access.doorId === doorId && access.isHeld && (access.state === 'active' || access.state === 'scheduled');
