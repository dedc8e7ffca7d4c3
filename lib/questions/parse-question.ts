import { type DaysSpec, readDays } from './read-day.ts';
import { readDaySpan } from './read-day-span.ts';
import { readTime, type TimeReadings, type TimeSpec } from './read-time.ts';
import { readZone } from './read-zone.ts';
import { type QuestionProblem, splitMoment, type Token, tokensOf } from './token.ts';

/**
 * When a question is about, as asked: several days are whole ones, or reach from a time of the first to a time of the
 * last. Nothing said at all = now.
 */
export type WhenSpec = { days: DaysSpec | null; times: TimeSpec[] | null; isNow: boolean };

export type ParsedQuestion = {
  /** `who`: people who could open doors. `doors`: doors a person could open. `either`: nobody said which. */
  asks: 'who' | 'doors' | 'either';
  /** The words that name doors or a person. */
  subject: string;
  when: WhenSpec;
  /** A zone named in the question (IANA); null = the building's. */
  zone: string | null;
};

/**
 * Takes a question apart into its words: `gym next tue 15:00-17:00`, `who 4B yesterday 22:00`, `which doors noor
 * tomorrow`. Of two days or times the last one counts, the other belongs to the name. What no calendar or clock knows
 * comes back as a problem, and so do `now` beside another time, one time of several days, and two zones.
 */
export function parseQuestion(text: string): ParsedQuestion | QuestionProblem {
  const { asks, rest, modal } = readLead(tokensOf(text));
  const found = scan(rest);
  if (found.problem) return found.problem;
  const unclear = [found.days?.day, found.days?.through].find((day) => day?.kind === 'unclear');
  if (unclear) return { reason: 'question_day_unclear', params: { typed: typedAt(rest, found.taken) } };
  if (found.isNow && !isToday(found)) {
    return { reason: 'question_times_differ', params: { typed: typedAt(rest, found.taken) } };
  }
  if (found.days?.through && found.times && !found.isDaySpan) {
    return { reason: 'question_time_of_days', params: { typed: typedAt(rest, found.taken) } };
  }
  const number = numberAfterDay(rest, found);
  if (number !== null) {
    const typed = typedAt(rest, new Set([...found.taken, number]));
    return { reason: 'question_number_unclear', params: { typed } };
  }
  const named = rest.filter((token, at) => !found.taken.has(at) && !fillers.has(token.word));
  const subject = named.length > 1 && named[0] === modal ? named.slice(1) : named;
  if (subject.length === 0) return { reason: 'question_subject_missing', params: {} };
  return {
    asks,
    subject: subject.map((token) => token.typed).join(' '),
    when: { days: found.days, times: found.times, isNow: found.isNow },
    zone: found.zone,
  };
}

export const isProblem = (read: ParsedQuestion | QuestionProblem): read is QuestionProblem => 'reason' in read;

/** Whether what was said of the time is true of now as well. */
const isToday = ({ days, times }: Found): boolean =>
  times === null && (days === null || (days.through === null && days.day.kind === 'near' && days.day.daysAhead === 0));

/** `today 3`: three o'clock, or a number in the name. Null where a time was said, or there is no such number. */
function numberAfterDay(tokens: readonly Token[], { days, times, isNow, taken }: Found): number | null {
  if (days === null || times !== null || isNow) return null;
  const at = tokens.findIndex(({ word }, place) => /^\d{1,2}$/.test(word) && !taken.has(place) && taken.has(place - 1));
  return at < 0 ? null : at;
}

const typedAt = (tokens: readonly Token[], places: Set<number>): string =>
  tokens
    .filter((_, at) => places.has(at))
    .map((token) => token.typed)
    .join(' ');

const fillers = new Set(['the', 'on', 'at', 'open', 'opens', 'could', 'can', 'in', 'from', 'between']);
/** Names as well: they say nothing only where a question has them, before its subject. */
const modals = new Set(['will', 'may']);
const leads: [RegExp, ParsedQuestion['asks'], number][] = [
  [/^who\b/, 'who', 1],
  [/^(which|what) doors?\b/, 'doors', 2],
  [/^doors of\b/, 'doors', 2],
];

/** `modal`: the `will` or `may` right after a lead that asks, which is no part of a name unless nothing else is. */
function readLead(tokens: Token[]): { asks: ParsedQuestion['asks']; rest: Token[]; modal: Token | null } {
  const start = tokens
    .slice(0, 2)
    .map((token) => token.word)
    .join(' ');
  const lead = leads.find(([pattern]) => pattern.test(start));
  if (!lead) return { asks: 'either', rest: tokens, modal: null };
  const rest = tokens.slice(lead[2]);
  const next = start.startsWith('doors of') ? undefined : rest[0];
  return { asks: lead[1], rest, modal: next && modals.has(next.word) ? next : null };
}

type Found = {
  days: DaysSpec | null;
  times: TimeSpec[] | null;
  /** Whether each of the days came with its own time. */
  isDaySpan: boolean;
  isNow: boolean;
  zone: string | null;
  problem: QuestionProblem | null;
  /** Places of the words that say when. */
  taken: Set<number>;
};

/** Walks through the words; where a later day or time is found, the earlier one is given back to the name. */
function scan(tokens: readonly Token[]): Found {
  const found: Found = {
    days: null,
    times: null,
    isDaySpan: false,
    isNow: false,
    zone: null,
    problem: null,
    taken: new Set(),
  };
  const places = { day: [] as number[], time: [] as number[] };
  const take = (kind: 'day' | 'time', at: number, length: number): number => {
    for (const place of places[kind]) found.taken.delete(place);
    places[kind] = Array.from({ length }, (_, index) => at + index);
    for (const place of places[kind]) found.taken.add(place);
    return length;
  };
  for (let at = 0; at < tokens.length; ) at += readAt(tokens.slice(at), at, found, take);
  return found;
}

function readAt(
  rest: readonly Token[],
  at: number,
  found: Found,
  take: (kind: 'day' | 'time', at: number, length: number) => number,
): number {
  const isAfterTime = found.taken.has(at - 1);
  const zone = readZone(rest, isAfterTime);
  if (zone) {
    for (let place = at; place < at + zone.length; place += 1) found.taken.add(place);
    if (zone.value.kind === 'unusable') {
      found.problem ??= { reason: `zone_${zone.value.why}`, params: { typed: zone.value.typed } };
    } else if (found.zone !== null && found.zone !== zone.value.zone) {
      found.problem ??= { reason: 'question_zones_differ', params: { one: found.zone, other: zone.value.zone } };
    } else found.zone = zone.value.zone;
    return zone.length;
  }
  const span = readDaySpan(rest);
  if (span) {
    found.days = span.value.days;
    found.isDaySpan = true;
    setTimes(found, span.value.times);
    take('time', at, 0);
    return take('day', at, span.length);
  }
  const split = splitMoment(rest[0]);
  const days = readDays(split ?? rest);
  const time = readTime(split ? split.slice(1) : rest);
  if ((days || time) && found.isDaySpan) {
    found.days = null;
    found.times = null;
    found.isDaySpan = false;
    take('day', at, 0);
  }
  if (days) found.days = days.value;
  if (time && (split || !days)) setTimes(found, time.value);
  if (split) {
    take('day', at, 1);
    return 1;
  }
  if (days) return take('day', at, days.length);
  if (time) return take('time', at, time.length);
  if (rest[0]?.word !== 'now') return 1;
  found.isNow = true;
  found.taken.add(at);
  return 1;
}

function setTimes(found: Found, read: TimeReadings): void {
  if (read.kind === 'times') found.times = read.readings;
  else found.problem = { reason: 'time_impossible', params: { typed: read.typed } };
}
