import { oversizedLine } from '../table/oversized-line.ts';

/** A pasted or uploaded table: its head and its rows, each with the line it begins on, counted from 1. */
export type ParsedTable = { head: string[]; rows: { line: number; cells: string[] }[] };

/** Why a text is no table: known to lib/messages. */
export type TableProblem =
  | { reason: 'table_empty' | 'table_quote_open' | 'table_too_long' | 'table_no_rows' }
  | { reason: 'table_row_too_large'; line: number };

export const mostRows = 5000;
/** Of one line, before the rest is not looked at: many more than it may have. */
const mostCells = 1000;

/**
 * Reads CSV (RFC 4180) or what a spreadsheet pastes: comma, semicolon or tab, whichever the head holds most of; with or
 * without a byte order mark, any line ends, quoted cells with line breaks. Lines without any text are left out.
 */
export function parseTable(text: string): ParsedTable | TableProblem {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (body.trim() === '') return { reason: 'table_empty' };
  const lines = readLines(body, delimiterOf(body));
  if (lines === null) return { reason: 'table_quote_open' };
  const [first, ...rows] = lines;
  if (!first) return { reason: 'table_no_rows' };
  if (rows.length > mostRows) return { reason: 'table_too_long' };
  const tooLarge = oversizedLine(lines);
  if (tooLarge !== undefined) return { reason: 'table_row_too_large', line: tooLarge };
  if (rows.length === 0) return { reason: 'table_no_rows' };
  const trimmed = rows.map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.trim()) }));
  return { head: first.cells.map((cell) => cell.trim()), rows: trimmed };
}

function delimiterOf(text: string): string {
  const head = text.slice(0, /[\r\n]/.exec(text)?.index ?? text.length);
  const count = (delimiter: string) => head.split(delimiter).length;
  return ['\t', ';', ','].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/** Lines with text in them, no further than it takes to see that they are too many. Null = a quote was never closed. */
function readLines(text: string, delimiter: string): ParsedTable['rows'] | null {
  const lines: ParsedTable['rows'] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let startLine = 1;
  const endLine = () => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) lines.push({ line: startLine, cells });
    cells = [];
    cell = '';
  };
  for (let at = 0; at < text.length && lines.length <= mostRows + 1 && cells.length <= mostCells; at += 1) {
    const char = text[at] ?? '';
    if (char === '\n' || (char === '\r' && text[at + 1] !== '\n')) line += 1;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell.trim() === '') {
      isQuoted = true;
      cell = '';
    } else if (char === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') continue;
      endLine();
      startLine = line;
    } else cell += char;
  }
  if (isQuoted) return null;
  if (cell !== '' || cells.length > 0) endLine();
  return lines;
}
