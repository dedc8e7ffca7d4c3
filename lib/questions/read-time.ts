import { type Read, readDashed, type Token } from './token.ts';

/** A wall-clock time in minutes since midnight; 1440 is the midnight that ends the day. */
type Minutes = number;

/** A time of day or a span of it as asked for. Several readings where nobody said am or pm. `to` null = a moment. */
export type TimeSpec = { from: Minutes; to: Minutes | null };
export type TimeReadings = { kind: 'times'; readings: TimeSpec[] } | { kind: 'impossible'; typed: string };

/**
 * One time as typed: `half` is what was said of am and pm, `clock24` = it can only mean one moment of the day,
 * `is24` = whoever wrote it counts to 24.
 */
export type Typed = { hour: number; minute: number; half: 'am' | 'pm' | null; clock24: boolean; is24: boolean };

/**
 * Reads `3pm`, `3 pm`, `15:00`, `noon`, `at 3`, `15:00-17:00`, `3 to 5pm`, `between 3pm and 5pm` at the start of these
 * words.
 */
export function readTime(tokens: readonly Token[]): Read<TimeReadings> {
  const [first] = tokens;
  if (!first) return null;
  const isLed = ['at', 'from', 'between'].includes(first.word);
  const lead = isLed ? 1 : 0;
  const span = readSpan(tokens.slice(lead), isLed);
  if (span) return { value: span.value, length: span.length + lead };
  const one = readOne(tokens.slice(lead), isLed);
  return one && { value: momentsOf(one.value, typedText(tokens, one.length + lead)), length: one.length + lead };
}

/** Reads one time that is not a span: `3pm`, `15:00`, `at 3`. */
export function readClock(tokens: readonly Token[]): Read<Typed> {
  const lead = tokens[0]?.word === 'at' ? 1 : 0;
  const one = readOne(tokens.slice(lead), lead > 0);
  return one && { value: one.value, length: one.length + lead };
}

const joints = ['-', 'to', 'until', 'till', 'and'];

function readSpan(tokens: readonly Token[], isLed: boolean): Read<TimeReadings> {
  const [first] = tokens;
  return first
    ? (readHyphened(first, tokens[1], isLed) ?? readDashed(tokens, (apart) => readJoined(apart, isLed)))
    : null;
}

/** `15:00-17:00`, `3-5pm`, `3-5 pm`. Without anything that speaks of time, `3-5` is part of a name. */
function readHyphened(first: Token, second: Token | undefined, isLed: boolean): Read<TimeReadings> {
  const dash = /^([^-]+)-([^-]+)$/.exec(first.word);
  if (!dash?.[1] || !dash[2]) return null;
  const from = readOne([{ typed: dash[1], word: dash[1] }], true);
  const to = readOne([{ typed: dash[2], word: dash[2] }], true);
  const trailing = halfOf(second?.word);
  const isTime = isLed || trailing !== null || /[ap]m|:|noon|midnight/.test(first.word);
  if (!from || !to || !isTime) return null;
  const end = trailing ? { ...to.value, half: trailing, clock24: false } : to.value;
  return { value: spansOf(from.value, end, first.typed), length: trailing ? 2 : 1 };
}

/** `3pm to 5pm`, `between 3 and 5`. */
function readJoined(tokens: readonly Token[], isLed: boolean): Read<TimeReadings> {
  const from = readOne(tokens, true);
  if (!from || !joints.includes(tokens[from.length]?.word ?? '')) return null;
  const to = readOne(tokens.slice(from.length + 1), true);
  if (!to || !(isLed || [from.value, to.value].some((part) => part.half !== null || part.clock24))) return null;
  const length = from.length + 1 + to.length;
  return { value: spansOf(from.value, to.value, typedText(tokens, length)), length };
}

const namedHours: Record<string, number> = { noon: 12, midnight: 0 };

/** `mayBeBare`: a lone number is a time here, because `at` or a span stands around it. */
function readOne(tokens: readonly Token[], mayBeBare: boolean): Read<Typed> {
  const [first, second] = tokens;
  if (!first) return null;
  const named = namedHours[first.word];
  if (named !== undefined)
    return { value: { hour: named, minute: 0, half: null, clock24: true, is24: false }, length: 1 };
  const found = /^(\d{1,2})(?::(\d{2}))?(am|pm)?$/.exec(first.word);
  if (!found?.[1]) return null;
  const apart = found[3] === undefined && (second?.word === 'am' || second?.word === 'pm') ? second.word : undefined;
  const half = halfOf(found[3] ?? apart);
  if (!mayBeBare && half === null && found[2] === undefined) return null;
  const hour = Number(found[1]);
  const clock24 = half === null && (found[1].startsWith('0') || hour > 11);
  const is24 = half === null && (hour === 0 || hour > 12);
  return {
    value: { hour, minute: Number(found[2] ?? 0), half, clock24, is24 },
    length: apart ? 2 : 1,
  };
}

const halfOf = (word: string | undefined): 'am' | 'pm' | null => (word === 'am' || word === 'pm' ? word : null);

function momentsOf(time: Typed, typed: string): TimeReadings {
  const readings = minutesOf(time).map((from) => ({ from, to: null }));
  return readings.length === 0 ? { kind: 'impossible', typed } : { kind: 'times', readings };
}

/**
 * Where nobody said am or pm at an end, the shortest span is meant: `3-5pm` begins at 3pm, `11-1pm` at 11am. But
 * whoever counts to 24 at one end does at the other: `10:00-23:00` begins in the morning.
 */
function spansOf(from: Typed, to: Typed, typed: string): TimeReadings {
  const is24 = from.is24 || to.is24;
  const starts = minutesOf({ ...from, clock24: from.clock24 || is24 });
  const ends = minutesOf({ ...to, clock24: to.clock24 || is24 }, true);
  if (starts.length === 0 || ends.length === 0) return { kind: 'impossible', typed };
  const length = (pair: { from: Minutes; to: Minutes }) => (pair.to - pair.from + 1439) % 1440;
  const shortest = (pairs: { from: Minutes; to: Minutes }[]) =>
    pairs.toSorted((a, b) => length(a) - length(b)).slice(0, 1);
  const readings =
    ends.length === 1
      ? ends.flatMap((end) => shortest(starts.map((start) => ({ from: start, to: end }))))
      : starts.flatMap((start) => shortest(ends.map((end) => ({ from: start, to: end }))));
  return { kind: 'times', readings };
}

/**
 * The same where each end has a day of its own: no length is likelier than another, so all readings count. Midnight
 * begins a day as `00:00` does; as an end it may also be the one that closes it.
 */
export function spanOfDays(from: Typed, to: Typed, typed: string): TimeReadings {
  const is24 = from.is24 || to.is24;
  const starts = minutesOf({ ...from, clock24: from.clock24 || is24 });
  const isMidnight = to.hour === 0 && !to.is24 && to.half === null;
  const ends = [
    ...(to.hour === 24 ? [] : minutesOf({ ...to, clock24: to.clock24 || is24 })),
    ...(isMidnight || to.hour === 24 ? minutesOf(to, true) : []),
  ];
  if (starts.length === 0 || ends.length === 0) return { kind: 'impossible', typed };
  return { kind: 'times', readings: starts.flatMap((start) => ends.map((end) => ({ from: start, to: end }))) };
}

/** What a time can mean, none where there is no such time. As an end, midnight is the one that closes the day. */
function minutesOf({ hour, minute, half, clock24 }: Typed, isEnd = false): Minutes[] {
  if (minute > 59) return [];
  if (half !== null) {
    if (hour < 1 || hour > 12) return [];
    return [((hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + minute];
  }
  const total = hour * 60 + minute;
  if (total > 1440 || (total === 1440 && !isEnd)) return [];
  if (isEnd && total === 0) return [1440];
  return clock24 ? [total] : [total, total + 720];
}

const typedText = (tokens: readonly Token[], length: number): string =>
  tokens
    .slice(0, length)
    .map((token) => token.typed)
    .join(' ');
