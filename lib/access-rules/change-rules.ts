import { addMonths } from '../time/day.ts';
import type { Instant } from '../time/instant.ts';
import type { Violation } from './grant-rules.ts';

/** A new end: `later` counts calendar months in the building's zone, from the end each access has now. */
export type EndChange =
  | { kind: 'keep' }
  | { kind: 'never' }
  | { kind: 'later'; months: number }
  | { kind: 'at'; at: Instant };

/** What is to be different about accesses. `shareable` null = as it is. */
export type AccessChange = { end: EndChange; shareable: boolean | null };

export type ChangeableAccess = {
  doorName: string;
  start: Instant;
  end: Instant | null;
  /** Null = OpenKit does not say. */
  shareable: boolean | null;
  timeZone: string | null;
};

/** The end an access would have after the change; null = no expiry. */
export function endAfter(access: Pick<ChangeableAccess, 'end' | 'timeZone'>, change: EndChange): Instant | null {
  switch (change.kind) {
    case 'keep':
      return access.end;
    case 'never':
      return null;
    case 'at':
      return change.at;
    case 'later':
      return access.end && addMonths(access.end, change.months, access.timeZone ?? 'UTC');
  }
}

/**
 * What OpenKit would refuse about a change, and what we cannot send because both fields always go: contract "PATCH",
 * the end after now and after the start. Used by the form and again by the server. Empty = may be sent.
 */
export function checkChange(accesses: readonly ChangeableAccess[], change: AccessChange, now: Instant): Violation[] {
  if (change.end.kind === 'keep' && change.shareable === null) return [{ field: 'end', reason: 'nothing_to_change' }];
  return accesses.flatMap((access) => [...checkEnd(access, change.end, now), ...checkSharing(access, change)]);
}

function checkEnd(access: ChangeableAccess, change: EndChange, now: Instant): Violation[] {
  const params = { door: access.doorName };
  const end = endAfter(access, change);
  if (end === null) return change.kind === 'later' ? [{ field: 'end', reason: 'no_end_to_extend', params }] : [];
  if (end <= access.start) return [{ field: 'end', reason: 'end_before_start', params }];
  return end <= now ? [{ field: 'end', reason: 'end_past', params }] : [];
}

function checkSharing({ doorName, shareable }: ChangeableAccess, change: AccessChange): Violation[] {
  if (change.shareable !== null || shareable !== null) return [];
  return [{ field: 'shareable', reason: 'sharing_unknown', params: { door: doorName } }];
}
