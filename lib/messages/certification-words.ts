import type { CertificationRow, Ending, KnownThen } from '../schemas/certification.ts';
import { formatDay } from '../time/format.ts';
import { addMs, type Instant } from '../time/instant.ts';
import { zoneCity } from '../time/zone.ts';
import { counted } from './counts.ts';
import { coverageText, mirrorStateText, outageText, readingsText, unconfirmedText } from './question-words.ts';

type Period = { from: Instant; to: Instant };

/**
 * Everything the names of a worksheet cannot hold, one sentence each: what was read when, blind spots, what is open.
 */
export function couldNotSee(known: KnownThen, { from, to }: Period): string[] {
  const isUnderWay = from <= known.askedAt && known.askedAt < to;
  return [
    isUnderWay
      ? 'These days were not over when the names were read: what came after that is not on the worksheet.'
      : readingsText(known, { from, to }),
    coverageText,
    ...(known.sweep === 'complete' ? [] : [mirrorStateText[known.sweep]]),
    ...(known.outages > 0 ? [`${outageText} This happened ${counted(known.outages, 'time', 'times')}.`] : []),
    ...(known.unconfirmed > 0 ? [unconfirmedText(known.unconfirmed)] : []),
  ];
}

/** What rows cannot hold, which stay as they were read. */
export const asTheyWere = (startedAt: string): string =>
  `Each name is shown as it was when it was added to the worksheet, the first at ${startedAt}: what was changed or taken away later is not shown. Gatehouse checks once more for new names before it is signed.`;

/** What became of ending an access, after "To end: ". */
const endingWords: Record<Ending, string> = {
  not_sent: 'asked for, not sent',
  sending: 'sent, no answer yet',
  unconfirmed: 'sent, not confirmed',
  confirmed: 'ended, confirmed by OpenKit',
  refused: 'sent, refused by OpenKit',
};

/** A row's decision with what became of it: what stands on paper. */
export function decisionText(row: Pick<CertificationRow, 'decision' | 'ending' | 'endability'>): string {
  if (row.decision === null) return 'Not decided';
  if (row.decision === 'keep') return 'Keep';
  if (row.ending === 'not_sent' && row.endability === 'daily') return 'End: a day code, which nobody can revoke';
  if (row.ending === 'not_sent' && row.endability === 'over') return 'End: no longer held';
  return `End: ${endingWords[row.ending]}`;
}

/** Why a row cannot be ended from here; undefined = it can. */
export const whyNotEndable: Record<CertificationRow['endability'], string | undefined> = {
  possible: undefined,
  daily: 'A day code cannot be revoked. It ends with its day.',
  shared: 'A resident let them in: only they, or Mission Control, can end it.',
  over: 'No longer held: there is nothing to end.',
};

/** `1 Nov 2026 to 30 Nov 2026 (New York)`: both days included. */
export function periodText({ from, to, zone }: Period & { zone: string }): string {
  const [first, last] = [formatDay(from, zone), formatDay(addMs(to, -1), zone)];
  return `${first === last ? first : `${first} to ${last}`} (${zoneCity(zone)})`;
}

/** `12 of 40 decided, 3 to end`. */
export function progressText({ rows, open, toEnd }: { rows: number; open: number; toEnd: number }): string {
  const decided = `${(rows - open).toLocaleString('en')} of ${rows.toLocaleString('en')} decided`;
  return toEnd === 0 ? decided : `${decided}, ${toEnd.toLocaleString('en')} to end`;
}
