/** One word of a question: as typed, and in small letters for comparing. */
export type Token = { typed: string; word: string };

/** The words of a text. A comma or question mark belongs to none of them. */
export const tokensOf = (text: string): Token[] =>
  text
    .replace(/[,;?!]+/g, ' ')
    .replace(/[\u2010-\u2015]/g, '-')
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((typed) => ({ typed, word: typed.toLowerCase() }));

/** `2026-11-24T15:00` as the day and the time that it is made of; null = this word is nothing of the kind. */
export function splitMoment(token: Token | undefined): [Token, Token] | null {
  const moment = /^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2})$/.exec(token?.word ?? '');
  if (!moment?.[1] || !moment[2]) return null;
  return [
    { typed: moment[1], word: moment[1] },
    { typed: moment[2], word: moment[2] },
  ];
}

/** What part of a question means, and how many words it took. Null = these words are nothing of the kind. */
export type Read<T> = { value: T; length: number } | null;

/** Why a question cannot be answered as it stands, for `questionReasons` in lib/messages. */
export type QuestionProblem = { reason: string; params: Record<string, string> };
