/** More than any list of people or homes has: beyond it, it is another file, or a quote swallowed half of this one. */
const mostColumns = 200;
const longestCell = 1000;

type Row = { line: number; cells: readonly string[] };

/** The line of the first row that has too many columns, or too much in one of them; undefined = every row is fine. */
export const oversizedLine = (rows: readonly Row[]): number | undefined =>
  rows.find(({ cells }) => cells.length > mostColumns || cells.some((cell) => cell.length > longestCell))?.line;
