import { isProblem, parseQuestion } from './parse-question.ts';

/**
 * Whether a text asks who could open what: it begins like a question, or names a day or time beside something else.
 * For offering `/schedules/who?ask=…` beside what a search finds; it never says how the question would be read.
 */
export function looksLikeQuestion(text: string): boolean {
  const read = parseQuestion(text);
  if (isProblem(read)) return read.reason !== 'question_subject_missing';
  return read.asks !== 'either' || read.when.days !== null || read.when.times !== null || read.when.isNow;
}
