import { isProblem, parseQuestion } from './parse-question.ts';
import { namesDay } from './read-day.ts';
import { tokensOf } from './token.ts';

/**
 * The question that says of a word that it is part of a name, and the one that says that it tells the day: null = it
 * cannot.
 */
type DayOrName = { word: string; asName: string; asDay: string | null };

/**
 * Words that a question has for a day without saying so, as `on sun` or `next sun` does, and that may be part of a
 * name.
 */
export function daysOrNames(text: string): DayOrName[] {
  const read = parseQuestion(text);
  const words = tokensOf(text).map(({ typed }) => typed);
  return words.flatMap((word, at): DayOrName[] => {
    const begins = /^\d/.test(words[at - 1] ?? '') ? at - 1 : at;
    if (!namesDay(word) || /^(on|this|next|last)$/i.test(words[begins - 1] ?? '')) return [];
    const asName = words.with(at, `"${word}"`).join(' ');
    const named = parseQuestion(asName);
    if (isProblem(named)) return [];
    if (isProblem(read)) return [{ word, asName, asDay: null }];
    const asDay = words.toSpliced(begins, 0, 'on').join(' ');
    const isOfDay = !isSame(named.when, read.when) && isSame(parseQuestion(asDay), read);
    return isOfDay ? [{ word, asName, asDay }] : [];
  });
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
