import { longestCell, longestTable, mostColumns, mostRows } from './limits.ts';

/** A row with text in it, and the line it begins on, counted from 1. */
export type TableRow = { line: number; cells: string[] };

/** A pasted or uploaded table with a head. */
export type ParsedTable = { head: string[]; rows: TableRow[] };

/** Why a text is no table: known to lib/messages. */
export type TableProblem =
  | { reason: 'table_empty' | 'table_too_large' | 'table_too_long' | 'table_no_rows' }
  | { reason: 'table_quote_open' | 'table_row_too_large'; line: number };

/** A table whose first row is its head. */
export function parseTable(text: string): ParsedTable | TableProblem {
  const found = readRows(text);
  if ('reason' in found) return found;
  const [first, ...rows] = found;
  if (!first) return { reason: 'table_empty' };
  if (rows.length > mostRows) return { reason: 'table_too_long' };
  if (rows.length === 0) return { reason: 'table_no_rows' };
  return { head: first.cells, rows };
}

/**
 * Reads CSV (RFC 4180) or what a spreadsheet pastes: comma, semicolon or tab, whichever the first line holds most of;
 * with or without a byte order mark, any line ends, quoted cells with line breaks. Cells are trimmed, lines without any
 * text left out. No further than a head and one row too many, so that no text keeps everybody waiting.
 */
export function readRows(text: string): TableRow[] | TableProblem {
  if (text.length > longestTable) return { reason: 'table_too_large' };
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  const rows = split(body, delimiterOf(body));
  if ('reason' in rows) return rows;
  const isTooLarge = ({ cells }: TableRow) =>
    cells.length > mostColumns || cells.some((cell) => cell.length > longestCell);
  const line = rows.find(isTooLarge)?.line;
  return line === undefined ? rows : { reason: 'table_row_too_large', line };
}

/** Whichever separates most in the first line, quoted parts apart. */
function delimiterOf(text: string): string {
  const first = text.slice(0, /[\r\n]/.exec(text)?.index ?? text.length).replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => first.split(delimiter).length;
  return ['\t', ';', ','].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** Of one line, before the rest is not looked at: many more than it may have. */
const mostCells = 5 * mostColumns;

function split(text: string, delimiter: string): TableRow[] | TableProblem {
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let cell = '';
  /** Where the quote was opened that is not closed yet. */
  let quoteLine: number | null = null;
  let line = 1;
  let startLine = 1;
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (cells.some((one) => one !== '')) rows.push({ line: startLine, cells });
    cells = [];
  };
  for (let at = 0; at < text.length && rows.length <= mostRows + 1 && cells.length <= mostCells; at += 1) {
    const char = text[at] ?? '';
    if (char === '\n' || (char === '\r' && text[at + 1] !== '\n')) line += 1;
    if (quoteLine !== null) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoteLine = null;
    } else if (char === '"' && cell.trim() === '') {
      quoteLine = line;
      cell = '';
    } else if (char === delimiter) endCell();
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') continue;
      endRow();
      startLine = line;
    } else cell += char;
  }
  if (quoteLine !== null) return { reason: 'table_quote_open', line: quoteLine };
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
}
