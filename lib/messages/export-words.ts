import type { AccessRow } from '../schemas/access-row.ts';
import type { PersonRow } from '../schemas/person.ts';

/** How an access stands, for a file: what is under way goes before what the clock says. */
export function accessStateText({ pending, state, awaitsSyncSince }: AccessRow): string {
  if (pending !== null) return pendingTexts[pending];
  if (awaitsSyncSince !== null) return state === 'gone' ? 'Taken away, may still open' : 'Waiting for sync';
  return stateTexts[state];
}

const pendingTexts: Record<NonNullable<AccessRow['pending']>, string> = {
  sending: 'Sending',
  unknown: 'Sent, not confirmed',
  needs_person: 'Needs a decision',
};

const stateTexts: Record<AccessRow['state'], string> = {
  active: 'Active',
  scheduled: 'Scheduled',
  ended: 'Ended',
  gone: 'Taken away',
};

/** What a person has, for a file. */
export function personAccessText({ pendingDoors, activeDoors, scheduledDoors }: PersonRow): string {
  if (pendingDoors > 0) return `${pendingDoors} under way`;
  if (activeDoors > 0) return stateTexts.active;
  return scheduledDoors > 0 ? stateTexts.scheduled : 'No access now';
}
