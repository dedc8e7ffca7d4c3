/** One word of a question: as typed, and in small letters for comparing. */
export type Token = { typed: string; word: string };

/**
 * The words of a text. A comma or question mark belongs to none of them. What is in quotes is part of a name, word by
 * word.
 */
export const tokensOf = (text: string): Token[] =>
  text
    .replace(/[“”]/g, '"')
    .replace(/"([^"]*)"/g, (_, words: string) => words.replace(/[^\s,;?!]+/g, '"$&"'))
    .replace(/[,;?!]+/g, ' ')
    .replace(/[\u2010-\u2015]/g, '-')
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map(tokenOf);

const tokenOf = (typed: string): Token => ({ typed, word: typed.toLowerCase() });

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

/**
 * Reads a span whose dash stands against a word, or both: `mon-fri`, `24 nov-3 dec`, `15:00 -17:00`. `read` gets the
 * same words with one dash set apart, each in turn; only what reaches beyond that dash counts. First as the words
 * stand.
 */
export function readDashed<T>(tokens: readonly Token[], read: (tokens: readonly Token[]) => Read<T>): Read<T> {
  const plain = read(tokens);
  if (plain) return plain;
  for (const [place, token] of tokens.slice(0, mostWords).entries()) {
    for (const { index } of token.word.matchAll(/-/g)) {
      const parts = [token.typed.slice(0, index), '-', token.typed.slice(index + 1)].filter(Boolean).map(tokenOf);
      if (parts.length === 1) continue;
      const found = read([...tokens.slice(0, place), ...parts, ...tokens.slice(place + 1)]);
      if (found && found.length >= place + parts.length) return { ...found, length: found.length - parts.length + 1 };
    }
  }
  return null;
}

/** The first end of a span and its dash are not longer: `from on 24 nov 2026 at 6 pm-`. */
const mostWords = 8;
