import { readTime } from './read-time.ts';
import { type Read, readDashed, type Token } from './token.ts';

type CalendarParts = { year: number | null; month: number; day: number };

/** A day as asked for, before anybody looked at a calendar. Weekdays count from Monday = 0. */
export type DaySpec =
  | { kind: 'near'; daysAhead: -1 | 0 | 1 }
  | { kind: 'weekday'; weekday: number; which: 'any' | 'this' | 'next' | 'last' }
  /** Several where day and month can be read either way round. */
  | { kind: 'date'; typed: string; dates: CalendarParts[] }
  /** `12 nov 24`: either number may be the day, and the other belong to something else. */
  | { kind: 'unclear'; typed: string };

/** A day, or every day from it `through` another. */
export type DaysSpec = { day: DaySpec; through: DaySpec | null };

/** Whether this word leads from a first day to a last one, after a `lead` like `from`. */
export const joinsDays = (word: string | undefined, lead: string | undefined): boolean =>
  ['to', 'until', 'till', '-'].includes(word ?? '') || (word === 'and' && lead === 'between');

/**
 * Reads a day, `mon to fri`, `mon-fri`, `3-5 dec`, `from 24 nov until 3 dec`, `between 1 nov and 5 nov` at the start of
 * these words.
 */
export function readDays(tokens: readonly Token[]): Read<DaysSpec> {
  const several = readDashed(tokens, readSeveral);
  if (several) return several;
  const start = leadOf(tokens) === undefined ? 0 : 1;
  const one = readDay(tokens.slice(start));
  return one && { value: { day: one.value, through: null }, length: start + one.length };
}

const leadOf = ([first]: readonly Token[]) =>
  first?.word === 'from' || first?.word === 'between' ? first.word : undefined;

function readSeveral(tokens: readonly Token[]): Read<DaysSpec> {
  const lead = leadOf(tokens);
  const rest = lead === undefined ? tokens : tokens.slice(1);
  const found = readOneMonth(rest, lead) ?? readBoth(rest, lead);
  return found && { value: found.value, length: found.length + (lead === undefined ? 0 : 1) };
}

function readBoth(tokens: readonly Token[], lead: string | undefined): Read<DaysSpec> {
  const first = readDay(tokens);
  if (!first || !joinsDays(tokens[first.length]?.word, lead)) return null;
  const last = readDay(tokens.slice(first.length + 1));
  return last && { value: { day: first.value, through: last.value }, length: first.length + 1 + last.length };
}

/** `3 - 5 dec 2026`, `dec 3 - 5`: month and year are said once, for both. */
function readOneMonth(tokens: readonly Token[], lead: string | undefined): Read<DaysSpec> {
  const [first] = tokens;
  const isMonthFirst = first !== undefined && indexIn(months, first.word) !== null;
  const [from, joint, to] = tokens.slice(isMonthFirst ? 1 : 0);
  if (!from || !to || !joinsDays(joint?.word, lead) || ![from, to].every(({ word }) => dayPattern.test(word)))
    return null;
  const [month, ...others] = isMonthFirst ? [first, ...tokens.slice(4)] : tokens.slice(3);
  // `dec 3 - 5 pm`, `dec 3 - 5 jan`: the last number is no day of this month.
  if (!month || (isMonthFirst && (readTime(tokens.slice(3)) ?? readDay(tokens.slice(3))))) return null;
  const day = readMonth([from, month, ...(isYear(others[0]) ? others.slice(0, 1) : [])]);
  const through = readMonth([to, month, ...others]);
  return day && through && { value: { day: day.value, through: through.value }, length: through.length + 2 };
}

const near: Record<string, -1 | 0 | 1> = { yesterday: -1, today: 0, tomorrow: 1 };
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const longer: Record<string, string> = { tues: 'tuesday', thur: 'thursday', thurs: 'thursday', sept: 'september' };

/** Reads `tomorrow`, `next tue`, `2026-11-24`, `24 nov 2026`, `nov 24`, `24/11/2026` at the start of these words. */
export function readDay(tokens: readonly Token[]): Read<DaySpec> {
  const [first, second] = tokens;
  if (!first) return null;
  const daysAhead = near[first.word];
  if (daysAhead !== undefined) return { value: { kind: 'near', daysAhead }, length: 1 };
  const which = first.word;
  if ((which === 'this' || which === 'next' || which === 'last') && second) {
    const weekday = indexIn(weekdays, second.word);
    return weekday === null ? null : { value: { kind: 'weekday', weekday, which }, length: 2 };
  }
  const weekday = indexIn(weekdays, first.word);
  if (weekday !== null) return { value: { kind: 'weekday', weekday, which: 'any' }, length: 1 };
  return readNumbers(first) ?? readMonth(tokens);
}

/** `sun`, `June`: said of a day, and the name of a person or a street as well. */
export const namesDay = (word: string): boolean =>
  [weekdays, months].some((names) => indexIn(names, word.toLowerCase()) !== null);

/** A name's place in the list: whole, or its first three letters. */
function indexIn(names: readonly string[], word: string): number | null {
  const whole = longer[word] ?? word;
  const found = names.findIndex((name) => name === whole || name.slice(0, 3) === whole);
  return found < 0 ? null : found;
}

function readNumbers({ typed, word }: Token): Read<DaySpec> {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(word);
  if (iso) return dateOf(typed, [{ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }], 1);
  const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(word);
  if (!slashed) return null;
  const year = slashed[3] === undefined ? null : Number(slashed[3]);
  const [one, two] = [Number(slashed[1]), Number(slashed[2])];
  const readings = [
    { year, month: two, day: one },
    { year, month: one, day: two },
  ].filter(({ month }) => month <= 12);
  return dateOf(typed, readings.length > 0 && one !== two ? readings : [{ year, month: two, day: one }], 1);
}

const isYear = (token: Token | undefined): boolean => /^\d{4}$/.test(token?.word ?? '');

const dayPattern = /^(\d{1,2})(?:st|nd|rd|th)?$/;

function readMonth(tokens: readonly Token[]): Read<DaySpec> {
  const [first, second] = tokens;
  if (!first || !second) return null;
  const [dayToken, monthToken] = indexIn(months, first.word) === null ? [first, second] : [second, first];
  const month = indexIn(months, monthToken.word);
  const day = dayPattern.exec(dayToken.word);
  if (month === null || !day) return null;
  const isBesideNumber = monthToken === second && dayPattern.test(tokens[2]?.word ?? '');
  // `unit 12 nov 24 2026`: the number before the month belongs to the name.
  if (isBesideNumber && isYear(tokens[3])) return null;
  const isUnclear = isBesideNumber && !readTime(tokens.slice(2));
  const year = isYear(tokens[2]) ? tokens[2] : undefined;
  const length = year || isUnclear ? 3 : 2;
  const typed = tokens
    .slice(0, length)
    .map((token) => token.typed)
    .join(' ');
  if (isUnclear) return { value: { kind: 'unclear', typed }, length };
  return dateOf(typed, [{ year: year ? Number(year.word) : null, month: month + 1, day: Number(day[1]) }], length);
}

const dateOf = (typed: string, dates: CalendarParts[], length: number): Read<DaySpec> => ({
  value: { kind: 'date', typed, dates },
  length,
});
