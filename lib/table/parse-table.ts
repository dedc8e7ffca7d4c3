/** A table of text: its rows, each with the line of the file it begins on, counted from 1. Empty rows are left out. */
export type ParsedTable = { rows: { line: number; cells: string[] }[] };

/** Far more than anybody may ask for at once: what follows is not looked at, so that no text keeps everybody waiting. */
const mostRead = 10_000;

/**
 * Reads what spreadsheets write and what is copied out of them: RFC 4180 with comma, semicolon or tab, CRLF or LF, with
 * or without a byte order mark. A quote that is never closed ends with the text. Cells are trimmed.
 */
export function parseTable(text: string): ParsedTable {
  const source = text.replace(/^\uFEFF/, '');
  const delimiter = delimiterOf(source);
  const rows: ParsedTable['rows'] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let rowLine = 1;
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (cells.some((value) => value !== '')) rows.push({ line: rowLine, cells });
    cells = [];
    rowLine = line;
  };
  for (let at = 0; at < source.length && rows.length <= mostRead; at += 1) {
    const char = source[at] ?? '';
    if (char === '\n') line += 1;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (char === delimiter) endCell();
    else if (char === '\n') endRow();
    else cell += char;
  }
  endRow();
  return { rows };
}

/** Whichever separates most in the first line, quoted parts apart. */
function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/\n|$/)).replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => first.split(delimiter).length;
  return ['\t', ';', ','].reduce((best, next) => (count(next) > count(best) ? next : best));
}
