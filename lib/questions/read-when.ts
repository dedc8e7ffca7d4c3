import { addDays, dayOf, dayWindow, type LocalDate } from '../time/day.ts';
import type { Instant } from '../time/instant.ts';
import { instantFrom, instantsAt, instantUntil } from '../time/wall-clock.ts';
import { zoneCity } from '../time/zone.ts';
import { daysMeant } from './days-meant.ts';
import type { WhenSpec } from './parse-question.ts';
import type { TimeSpec } from './read-time.ts';
import type { QuestionProblem } from './token.ts';

/** What a question is about: a moment (`to` null), or any time in `[from, to)`. */
export type Moment = { from: Instant; to: Instant | null };

/**
 * Every way to read when a question is about, in the zone of its doors (IANA), in order of time. One = clear; several =
 * somebody has to choose. A problem where a calendar or clock knows no such day or time.
 */
export function readWhen({ day, times, isNow }: WhenSpec, zone: string, now: Instant): Moment[] | QuestionProblem {
  if (isNow || (day === null && times === null)) return [{ from: now, to: null }];
  const today = dayOf(now, zone);
  const days = day === null ? [today] : daysMeant(day, today);
  if (days.length === 0) return { reason: 'date_impossible', params: { typed: day?.kind === 'date' ? day.typed : '' } };
  const moments = days.flatMap((one) => (times === null ? [wholeDay(one, zone)] : momentsOf(one, times, zone)));
  if (moments.length === 0) {
    return { reason: 'time_skipped', params: { day: days[0] ?? '', zone: zoneCity(zone) } };
  }
  return distinct(moments);
}

function wholeDay(day: LocalDate, zone: string): Moment {
  const { start, end } = dayWindow(day, zone);
  return { from: start, to: end };
}

/** A moment that clocks show twice is two; a span reaches from the first to the last that they show of it. */
const momentsOf = (day: LocalDate, times: readonly TimeSpec[], zone: string): Moment[] =>
  times.flatMap(({ from, to }): Moment[] => {
    if (to === null) return instantsAt(day, from, zone).map((instant) => ({ from: instant, to: null }));
    const lastDay = to <= from ? addDays(day, 1) : day;
    const start = instantFrom(day, from, zone);
    const end = instantUntil(lastDay, to, zone);
    return start < end ? [{ from: start, to: end }] : [];
  });

const distinct = (moments: Moment[]): Moment[] =>
  [...new Map(moments.map((moment) => [`${moment.from}|${moment.to}`, moment])).values()].toSorted((a, b) =>
    a.from < b.from ? -1 : 1,
  );
