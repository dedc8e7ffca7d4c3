import type { Coverage } from '../page.ts';
import type { Doubt, QuestionCoverage } from '../schemas/question.ts';
import { dayOf, dayWindow } from '../time/day.ts';
import { formatClock, formatExact } from '../time/format.ts';
import { addMs, epochMs, type Instant } from '../time/instant.ts';
import { zoneCity } from '../time/zone.ts';
import { giverText } from './access-words.ts';
import { counted } from './counts.ts';

type AskedTime = { from: Instant; to: Instant | null };

/**
 * `Tuesday 24 November 2026, 15:00 to 17:00 (New York, GMT-5)`: with the offset, because a clock can show a time twice;
 * with that of the end beside it, where clocks change between.
 */
export function momentText({ from, to }: AskedTime, zone: string): string {
  const placeUntil = (end: Instant) =>
    `(${zoneCity(zone)}, ${[...new Set([offsetOf(from, zone), offsetOf(end, zone)])].join(' to ')})`;
  if (to === null) return `${longDay(from, zone)}, ${formatClock(from, zone)} ${placeUntil(from)}`;
  const last = addMs(to, -1);
  if (dayWindow(dayOf(from, zone), zone).start === from && dayWindow(dayOf(last, zone), zone).end === to) {
    const [firstDay, lastDay] = [longDay(from, zone), longDay(last, zone)];
    const days = firstDay === lastDay ? `${firstDay}, all day` : `${firstDay} to ${lastDay}, whole days`;
    return `${days} ${placeUntil(last)}`;
  }
  const isOneDay = dayOf(from, zone) === dayOf(to, zone);
  const end = isOneDay ? formatClock(to, zone) : `${longDay(to, zone)}, ${formatClock(to, zone)}`;
  return `${longDay(from, zone)}, ${formatClock(from, zone)} to ${end} ${placeUntil(to)}`;
}

const longDay = (instant: Instant, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
    .format(epochMs(instant))
    .replace(',', '');

const offsetOf = (instant: Instant, zone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' })
    .formatToParts(epochMs(instant))
    .find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';

/** `could`, `can` or `will be able to`: a question about an interval counts by its end. */
export function tenseOf({ from, to }: AskedTime, now: Instant): 'could' | 'can' | 'will be able to' {
  if ((to ?? from) < now) return 'could';
  return from <= now ? 'can' : 'will be able to';
}

/** A few words for a cell, and a sentence for whoever wants to know. */
export const doubtWords: Record<Doubt, { short: string; sentence: string }> = {
  not_confirmed: {
    short: 'Not confirmed',
    sentence:
      'Something was sent for this access that OpenKit had not confirmed: it may or may not have been done by then.',
  },
  needs_person: {
    short: 'Needs a decision',
    sentence: 'OpenKit gave no clear answer about a change of this access: someone must look in Mission Control.',
  },
  not_synced: {
    short: 'Lock not synced',
    sentence: 'The lock may not know about this access as it is now until it syncs.',
  },
  had_not_synced: {
    short: 'Lock had not synced',
    sentence: 'The lock had not synced yet: it may not have known about this access as it was then.',
  },
  may_still_open: {
    short: 'May still open',
    sentence: 'It was taken away or ends earlier than before, but the lock may open for it until it syncs.',
  },
  could_still_open: {
    short: 'Could still open',
    sentence:
      'It had been taken away, or its end moved earlier, and the lock could probably still open for it: it had not synced yet, or this was a code for that day.',
  },
  seen_later: {
    short: 'Seen later',
    sentence: 'We saw this access only after the time asked about; by its own start it was there before.',
  },
  before_first_reading: {
    short: 'Before our first reading',
    sentence: 'We had not read OpenKit yet at the time asked about; what changed before our first reading is unknown.',
  },
  appeared_elsewhere: {
    short: 'Not from here',
    sentence: 'It appeared without an operation of ours: someone gave it elsewhere.',
  },
  changed_elsewhere: {
    short: 'Changed elsewhere',
    sentence:
      'It was changed or taken away without an operation of ours, at some time between two readings of OpenKit.',
  },
  host_ends: {
    short: 'Ends with its host',
    sentence: 'The resident who shared it loses this door before then, and OpenKit takes it from their guests, too.',
  },
  may_be_used_up: {
    short: 'May be used up',
    sentence: 'A single-use code ends 15 minutes after it is first used, and OpenKit does not report when that was.',
  },
};

type Origin = {
  cause: 'operation' | 'expiry' | 'first_sweep' | 'guest_share' | 'drift';
  staffName: string | null;
  granterKind: 'partner' | 'user' | 'unknown';
  granterName: string | null;
};

/** Why this name is among the answers, and by whom: "Given by Maya Owens". */
export function originText({ cause, staffName, granterKind, granterName }: Origin): string {
  if (cause === 'operation') return staffName ? `Given by ${staffName}` : 'Given by us';
  if (cause === 'guest_share') return granterName ? `Shared by ${granterName}` : 'Shared by a resident';
  if (cause === 'first_sweep') {
    return `There at our first reading, given by ${giverText({ granterKind, granterName, hostName: null })}`;
  }
  const elsewhere = 'Appeared at OpenKit without us';
  if (granterKind === 'user') return `${elsewhere}, given by ${granterName ?? 'a resident'}`;
  // OpenKit names us for whatever our credentials gave, by whichever tool.
  return granterKind === 'partner' ? `${elsewhere}, in our name` : elsewhere;
}

/** What was asked of OpenKit around the time of a question, in one sentence. Instants in UTC, as readings are. */
export function readingsText({ readBefore, readAfter, askedAt }: QuestionCoverage, { to, from }: AskedTime): string {
  if (from > askedAt) return 'This time is in the future: the answer is what OpenKit shows now, and may change.';
  if (to !== null && to > askedAt) {
    const read = readBefore === null ? 'not read completely before' : `read at ${formatExact(readBefore, 'UTC')}`;
    return `This time is not over: from now on it is what OpenKit shows now, and may change. OpenKit was ${read}: what came and went between two readings was not seen.`;
  }
  if (readBefore === null) return 'OpenKit had not been read completely before then.';
  const after = readAfter === null ? 'not yet completely after it' : `by ${formatExact(readAfter, 'UTC')} after it`;
  return `OpenKit was read at ${formatExact(readBefore, 'UTC')} before that time and ${after}: what came and went between two readings was not seen.`;
}

/** What no answer can hold. */
export const coverageText =
  'Answers include the doors that were enabled for us and our own users. People let in only by Mission Control, keycards and other companies’ residents are not visible to us; OpenKit does not report openings.';

/** What may be said of the last reading of OpenKit, beside when it was. */
export const mirrorStateText: Record<Coverage['sweep'], string> = {
  complete: 'The last reading of OpenKit was complete.',
  suspect: 'The last reading of OpenKit looked wrong and was not believed.',
  never: 'OpenKit has never been read completely.',
};

/** A time in which nobody could look. */
export const outageText = 'OpenKit could not be read for some of that time.';

export const unconfirmedText = (count: number): string =>
  `${counted(count, 'more access was', 'more accesses were')} asked for here and OpenKit has not confirmed it.`;
