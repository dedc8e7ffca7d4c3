import { isDaily, type Terms } from '#lib/access-rules/terms';
import { dayOf } from '#lib/time/day';
import { epochMs, type Instant } from '#lib/time/instant';
import type { AccessSnapshot, PersonSnapshot } from '../openkit/types.ts';

const toleranceMs = 60_000;

/**
 * Whether an access OpenKit shows is the one that was asked for. Starts may come back moved to the moment of the
 * request (past starts are undocumented), a daily one counts by its day in the door's zone, its end is undocumented.
 */
export function isTheAccessAsked(
  found: AccessSnapshot,
  asked: { doorId: string; terms: Terms; sentAt: Instant; timeZone: string | null },
): boolean {
  const { terms, timeZone } = asked;
  if (found.doorId !== asked.doorId || found.passcodeType !== terms.passcodeType || found.granterKind === 'user')
    return false;
  if (isDaily(terms.passcodeType)) {
    return timeZone !== null && dayOf(found.start, timeZone) === dayOf(terms.start, timeZone);
  }
  return sameInstant(found.end, terms.end) && isStartAsked(found.start, terms.start, asked.sentAt);
}

/** An end that could not be read is the same as no other. */
export const sameInstant = (a: AccessSnapshot['end'], b: Instant | null): boolean =>
  a == null || b === null ? a === b : Math.abs(epochMs(a) - epochMs(b)) < 1000;

function isStartAsked(found: Instant, asked: Instant, sentAt: Instant): boolean {
  if (sameInstant(found, asked)) return true;
  const latestMs = Math.max(epochMs(asked), epochMs(sentAt)) + toleranceMs;
  return epochMs(found) > epochMs(asked) && epochMs(found) <= latestMs;
}

/**
 * Whether a reading leaves open what is on a door: some of it, or its end, could not be read, or its kind nobody knows.
 */
export const isUnclear = (person: PersonSnapshot, doorId: string): boolean =>
  person.unreadableAccesses > 0 ||
  person.accesses.some(
    (found) =>
      (found.doorId === doorId && found.passcodeType === 'UNKNOWN' && found.granterKind !== 'user') ||
      (isOurPermanent(found, doorId) && found.end === undefined),
  );

/**
 * Whether a reading leaves open how our permanent access on a door stands: its end and sharing are what a change sends.
 */
export const isUntold = (person: PersonSnapshot, doorId: string): boolean =>
  person.accesses.some(
    (found) => isOurPermanent(found, doorId) && (found.end === undefined || found.shareable === null),
  );

/** The partner's own permanent access on a door: what PATCH and DELETE are about. */
export const isOurPermanent = (found: AccessSnapshot, doorId: string): boolean =>
  found.doorId === doorId && found.passcodeType === 'PERMANENT' && found.granterKind !== 'user';

/** Whether somebody holds the partner's permanent access on one of these doors, or a reading leaves that open. */
export const mayHold = (person: PersonSnapshot, doorIds: string[]): boolean =>
  doorIds.some((doorId) => isUnclear(person, doorId) || person.accesses.some((found) => isOurPermanent(found, doorId)));
