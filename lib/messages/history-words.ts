import type { HistoryKind } from '../history.ts';
import type { HistoryRow } from '../schemas/history.ts';
import { detailChanges } from './activity-details.ts';

/** What a history can be narrowed to, in a select. */
export const historyKindNames: Record<Exclude<HistoryKind, ''>, string> = {
  appeared: 'Access given or seen',
  changed: 'Access changed',
  ended: 'Access ended',
  vanished: 'Access taken away or gone',
  door: 'Doors themselves',
};

type Facts = Pick<HistoryRow, 'name' | 'cause'>;

const doorSentences: Partial<Record<HistoryRow['name'], string>> = {
  'door.appeared': 'Door appeared',
  'door.returned': 'Door is listed again',
  'door.renamed': 'Door renamed',
  'door.device_changed': 'Lock exchanged or changed',
  'door.vanished': 'Door is no longer listed',
};

const accessSentences: Partial<Record<HistoryRow['name'], Partial<Record<NonNullable<HistoryRow['cause']>, string>>>> =
  {
    'access.appeared': {
      operation: 'Access given',
      first_sweep: 'Had access when this history began',
      guest_share: 'Access shared by a resident',
      drift: 'Access appeared',
    },
    'access.changed': { operation: 'Access changed', drift: 'Access changed' },
    'access.ended': { expiry: 'Access ended' },
    'access.vanished': {
      operation: 'Access taken away',
      expiry: 'Ended access is no longer listed',
      drift: 'Access vanished',
    },
  };

/** What happened, without whom it concerns: "Access given". */
export function historySentence({ name, cause }: Facts): string {
  const sentence = cause === null ? doorSentences[name] : accessSentences[name]?.[cause];
  return sentence ?? (name.startsWith('door.') ? 'Door changed' : 'Access changed');
}

export const causeNames: Record<NonNullable<HistoryRow['cause']>, string> = {
  operation: 'Done here',
  expiry: 'Its time ran out',
  first_sweep: 'Found by the first reading',
  guest_share: 'Shared by a resident from the app',
  drift: 'Done elsewhere, not from here',
};

/** Why it happened, as far as anybody can know. */
export const causeWords = (cause: HistoryRow['cause']): string =>
  cause === null ? 'Seen at OpenKit, not done from here' : causeNames[cause];

/** "Ends: Never → 1 Dec 2026": what is different, nothing for what only came or went. */
export function historyChanges({
  before,
  after,
  timeZone,
}: Pick<HistoryRow, 'before' | 'after' | 'timeZone'>): string[] {
  if (!before || !after) return [];
  return detailChanges({ before, after }, timeZone)
    .filter((change) => change.before !== change.after)
    .map((change) => `${change.label}: ${change.before} → ${change.after}`);
}
