import { counted, listed } from './counts.ts';

type Lock = { name: string; isConnected: boolean | null };

const namesShown = 8;

/**
 * What of a change these locks may hear late: one sentence for those that are offline, one for those of which OpenKit
 * does not say. `until` says what goes on so long: "keeps opening until it has synced".
 */
export function lateSentences(locks: readonly Lock[], until: string): string[] {
  const namesOf = (isConnected: false | null) => [
    ...new Set(locks.filter((lock) => lock.isConnected === isConnected).map(({ name }) => name)),
  ];
  const [offline, unknown] = [namesOf(false), namesOf(null)];
  return [
    ...(offline.length > 0 ? [`${listed(offline, namesShown)}: the lock is offline and ${until}.`] : []),
    ...(unknown.length > 0
      ? [`${listed(unknown, namesShown)}: nobody knows whether the lock is connected. If not, it ${until}.`]
      : []),
  ];
}

/** Whether one of them is offline, or may be. */
export const mayBeLate = (locks: readonly Pick<Lock, 'isConnected'>[]): boolean =>
  locks.some(({ isConnected }) => isConnected !== true);

/** `lateSentences` for accesses. */
export const lateAccessSentences = (
  accesses: readonly { doorName: string; door: { isConnected: boolean | null } }[],
  until: string,
): string[] =>
  lateSentences(
    accesses.map(({ doorName, door }) => ({ name: doorName, isConnected: door.isConnected })),
    until,
  );

/** After somebody said that `locks` ("the lock has") synced; `waiting`: accesses of which the page did not know yet. */
export const claimedText = (locks: string, waiting: number): string =>
  waiting === 0
    ? `Noted that ${locks} synced`
    : `Noted that ${locks} synced, but ${counted(waiting, 'access changed', 'accesses changed')} after this page was read and still ${waiting === 1 ? 'waits' : 'wait'}`;
