import { addDays, dayOf, dayWindow, type LocalDate } from '../time/day.ts';
import type { Instant } from '../time/instant.ts';
import { instantFrom, instantsAt, instantUntil } from '../time/wall-clock.ts';
import { zoneCity } from '../time/zone.ts';
import { daysMeant } from './days-meant.ts';
import type { WhenSpec } from './parse-question.ts';
import type { DaysSpec } from './read-day.ts';
import type { TimeSpec } from './read-time.ts';
import type { QuestionProblem } from './token.ts';

/** What a question is about: a moment (`to` null), or any time in `[from, to)`. */
export type Moment = { from: Instant; to: Instant | null };

/**
 * Every way to read when a question is about, in the zone of its doors (IANA), in order of time. One = clear; several =
 * somebody has to choose. A problem where a calendar or clock knows no such day or time.
 */
export function readWhen({ days, times, isNow }: WhenSpec, zone: string, now: Instant): Moment[] | QuestionProblem {
  if (isNow || (days === null && times === null)) return [{ from: now, to: null }];
  const today = dayOf(now, zone);
  const spans = days === null ? [{ first: today, last: today }] : spansMeant(days, today);
  if (!Array.isArray(spans)) return spans;
  const moments = spans.flatMap(({ first, last }) =>
    times === null ? [wholeDays(first, last, zone)] : momentsOf(first, days?.through ? last : null, times, zone),
  );
  if (moments.length === 0 && days?.through) return { reason: 'question_time_missing', params: {} };
  if (moments.length === 0) {
    return { reason: 'time_skipped', params: { day: spans[0]?.first ?? '', zone: zoneCity(zone) } };
  }
  return distinct(moments);
}

type Span = { first: LocalDate; last: LocalDate };

/** Every way to read the first and the last day in which they follow each other. */
function spansMeant({ day, through }: DaysSpec, today: LocalDate): Span[] | QuestionProblem {
  for (const spec of [day, through]) {
    if (spec?.kind === 'date' && daysMeant(spec, today).length === 0) {
      return { reason: 'date_impossible', params: { typed: spec.typed } };
    }
  }
  const firsts = daysMeant(day, today);
  if (through === null) return firsts.map((first) => ({ first, last: first }));
  const hasYear = through.kind === 'date' && through.dates.every(({ year }) => year !== null);
  const spans = firsts.flatMap((first) =>
    daysMeant(through, today)
      // Of a day without a year, the next one is meant.
      .filter((last) => first <= last && (hasYear || last < addDays(first, yearDays)))
      .map((last) => ({ first, last })),
  );
  return spans.length > 0 ? spans : { reason: 'question_time_missing', params: {} };
}

const yearDays = 365;

const wholeDays = (first: LocalDate, last: LocalDate, zone: string): Moment => ({
  from: dayWindow(first, zone).start,
  to: dayWindow(last, zone).end,
});

/**
 * A moment that clocks show twice is two; a span reaches from the first to the last that they show of it. Its end is on
 * day `through`; null = within a day of its start.
 */
const momentsOf = (day: LocalDate, through: LocalDate | null, times: readonly TimeSpec[], zone: string): Moment[] =>
  times.flatMap(({ from, to }): Moment[] => {
    if (to === null) return instantsAt(day, from, zone).map((instant) => ({ from: instant, to: null }));
    const lastDay = through ?? (to <= from ? addDays(day, 1) : day);
    const start = instantFrom(day, from, zone);
    const end = instantUntil(lastDay, to, zone);
    return start < end ? [{ from: start, to: end }] : [];
  });

const distinct = (moments: Moment[]): Moment[] =>
  [...new Map(moments.map((moment) => [`${moment.from}|${moment.to}`, moment])).values()].toSorted((a, b) =>
    a.from < b.from ? -1 : 1,
  );
