/** A cell of a table that a spreadsheet will open. Numbers stay numbers; null is an empty cell. */
export type CsvCell = string | number | null;

/** One line by RFC 4180, every text quoted. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(written).join(',')}\r\n`;

/** Before the first line: spreadsheets take a file without it for something older than UTF-8. */
export const csvStart = '\uFEFF';

function written(cell: CsvCell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(cell) : `"${harmless(cell).replaceAll('"', '""')}"`;
}

/** What a spreadsheet would calculate, also behind blanks or marks that nobody sees, and in full-width letters. */
const startsFormula = /^[\t\r\n\0]|^[\s\0\p{Cf}]*[=+\-@＝＋－＠]/u;

/** Text that begins like a formula gets an apostrophe in front, which spreadsheets take for "this is text". */
const harmless = (text: string): string => (startsFormula.test(text) ? `'${text}` : text);

/** Digits that are no number: phones and serial numbers, which a spreadsheet would round or strip of zeros. */
export const exactText = (text: string | null): string | null =>
  text !== null && /^\d/.test(text) ? `'${text}` : text;
