import { type DaySpec, type DaysSpec, joinsDays, readDay } from './read-day.ts';
import { readClock, spanOfDays, type TimeReadings, type Typed } from './read-time.ts';
import { type Read, readDashed, splitMoment, type Token } from './token.ts';

/** Reads a span as `readSpan` does, also where its dash stands against its words: `mon 18:00-wed 9:00`. */
export const readDaySpan = (tokens: readonly Token[]): Read<DaySpan> => readDashed(tokens, readSpan);

type DaySpan = { days: DaysSpec; times: TimeReadings };

/**
 * Reads `mon 18:00 to wed 9:00`, `between 24 nov 22:00 and 26 nov 6:00` at the start of these words: from a time of one
 * day to a time of another. The times are those of the first and of the last day.
 */
function readSpan(tokens: readonly Token[]): Read<DaySpan> {
  const lead = tokens[0]?.word;
  const start = lead === 'from' || lead === 'between' ? 1 : 0;
  const first = readEnd(tokens.slice(start));
  if (!first) return null;
  const end = start + first.length;
  const last = joinsDays(tokens[end]?.word, lead) ? readEnd(tokens.slice(end + 1)) : null;
  if (!last) return null;
  const length = end + 1 + last.length;
  const typed = tokens
    .slice(0, length)
    .map((token) => token.typed)
    .join(' ');
  const days = { day: first.value.day, through: last.value.day };
  return { value: { days, times: spanOfDays(first.value.time, last.value.time, typed) }, length };
}

/** `mon 18:00`, `on mon at 6pm`, `6pm on mon`, `2026-11-24T22:00`: a day and a time of it. */
function readEnd(tokens: readonly Token[]): Read<{ day: DaySpec; time: Typed }> {
  const split = splitMoment(tokens[0]);
  if (split) {
    const whole = readPair(split, readDay, readClock);
    return whole && { value: { day: whole.first, time: whole.second }, length: 1 };
  }
  const dayFirst = readPair(tokens, readDay, readClock);
  if (dayFirst) return { value: { day: dayFirst.first, time: dayFirst.second }, length: dayFirst.length };
  const timeFirst = readPair(tokens, readClock, readDay);
  return timeFirst && { value: { day: timeFirst.second, time: timeFirst.first }, length: timeFirst.length };
}

type Reader<T> = (tokens: readonly Token[]) => Read<T>;

function readPair<A, B>(tokens: readonly Token[], one: Reader<A>, other: Reader<B>) {
  const first = afterFiller(tokens, one);
  const second = first && afterFiller(tokens.slice(first.length), other);
  return second && { first: first.value, second: second.value, length: first.length + second.length };
}

/** `on mon`; what `at` says of the number after it is for `readClock`. */
function afterFiller<T>(tokens: readonly Token[], read: Reader<T>): Read<T> {
  const skipped = tokens[0]?.word === 'on' ? 1 : 0;
  const found = read(tokens.slice(skipped));
  return found && { value: found.value, length: found.length + skipped };
}
