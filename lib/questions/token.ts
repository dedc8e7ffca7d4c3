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

/** What part of a question means, and how many words it took. Null = these words are nothing of the kind. */
export type Read<T> = { value: T; length: number } | null;

/** Why a question cannot be answered as it stands, for `questionReasons` in lib/messages. */
export type QuestionProblem = { reason: string; params: Record<string, string> };
