/**
 * Characters of a pasted table, and bytes of a file: what a request may bring, with room for how it is written there.
 */
export const longestTable = 3_900_000;
/** Rows of units or bundles; of people it is what the role may at once. */
export const mostRows = 5000;
/** More than any list of people or homes has: beyond it, it is another file, or a quote swallowed half of this one. */
export const mostColumns = 200;
export const longestCell = 1000;

const written = (count: number): string => count.toLocaleString('en');

/** The same in words, for hints and messages. */
export const limitWords = {
  size: `${longestTable / 1_000_000} MB`,
  rows: `${written(mostRows)} rows`,
  columns: `${written(mostColumns)} columns`,
  cell: `${written(longestCell)} characters`,
};
