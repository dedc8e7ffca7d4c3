import { expect, test } from 'vitest';
import { longestTable } from './limits.ts';
import { type ParsedTable, parseTable, readRows } from './parse-table.ts';

const table = (text: string): ParsedTable => {
  const found = parseTable(text);
  if ('reason' in found) throw new Error(found.reason);
  return found;
};
const cells = (text: string) => table(text).rows.map((row) => row.cells);

test.each([
  ['CRLF and a byte order mark', '\ufeffunit,door\r\n4B,Apt 4B\r\n4C,Apt 4C\r\n'],
  ['LF', 'unit,door\n4B,Apt 4B\n4C,Apt 4C'],
  ['CR alone', 'unit,door\r4B,Apt 4B\r4C,Apt 4C'],
  ['semicolons', 'unit;door\n4B;Apt 4B\n4C;Apt 4C'],
  ['what a spreadsheet pastes', 'unit\tdoor\n4B\tApt 4B\n4C\tApt 4C\n'],
  ['empty lines between', 'unit,door\n\n4B,Apt 4B\n , \n4C,Apt 4C\n\n'],
])('S18 %s is the same table', (_, text) => {
  expect(table(text).head).toEqual(['unit', 'door']);
  expect(cells(text)).toEqual([
    ['4B', 'Apt 4B'],
    ['4C', 'Apt 4C'],
  ]);
});

test('S18 quoted cells hold delimiters, quotes and line breaks; lines are counted as an editor does', () => {
  const found = table('unit,door\n"4""B""","Apt, 4B\nrear"\n4C,x\n');
  expect(found.rows).toEqual([
    { line: 2, cells: ['4"B"', 'Apt, 4B\nrear'] },
    { line: 4, cells: ['4C', 'x'] },
  ]);
});

test('S18 a quote that is never closed is said to be open, by its line, and swallows no rows', () => {
  const text = 'name,door\n4A,x\n4B,"Apt\n4C,y\n';
  expect(readRows(text)).toEqual({ reason: 'table_quote_open', line: 3 });
  expect(parseTable(text)).toEqual({ reason: 'table_quote_open', line: 3 });
});

test('S18 rows without a head are read the same, and an empty text has none', () => {
  expect(readRows('4B; "Apt; 4B" \r4C;x')).toEqual([
    { line: 1, cells: ['4B', 'Apt; 4B'] },
    { line: 2, cells: ['4C', 'x'] },
  ]);
  expect(readRows('\ufeff \n')).toEqual([]);
});

test('S18 commas within quotes of the head separate nothing', () => {
  expect(table('"a,b,c,d";e\n1;2').head).toEqual(['a,b,c,d', 'e']);
});

test.each([
  ['', 'table_empty'],
  ['\ufeff \n', 'table_empty'],
  ['unit,door\n', 'table_no_rows'],
  [`unit\n${'x\n'.repeat(5001)}`, 'table_too_long'],
  [`unit\n${' '.repeat(longestTable)}`, 'table_too_large'],
])('S18 what is no table is said to be none', (text, reason) => {
  expect(parseTable(text)).toEqual({ reason });
});

test.each([
  ['columns', `4B${',x'.repeat(200)}`, `4B${',x'.repeat(199)}`],
  ['characters in a cell', `4B,${'x'.repeat(1001)}`, `4B,${'x'.repeat(1000)}`],
])('too many %s are refused by the line they stand in', (_, large, fits) => {
  expect(parseTable(`unit,door\n4A,x\n\n${large}\n`)).toEqual({ reason: 'table_row_too_large', line: 4 });
  expect(parseTable(`${large}\n4A,x`)).toEqual({ reason: 'table_row_too_large', line: 1 });
  expect(cells(`unit,door\n${fits}`)).toHaveLength(1);
});

test.each([
  ['a line of a million columns', `unit,door\n${','.repeat(1_000_000)}x`],
  ['a head of a million columns', `${'a,'.repeat(1_000_000)}b\nx`],
  ['a cell of three million characters', `unit,door\n${'x'.repeat(3_000_000)},y`],
  ['a million quotes', `unit,door\n"${'"'.repeat(1_000_001)}`],
  ['a million lines', `unit\n${'x\n'.repeat(1_000_000)}`],
  ['an archive', `PK\u0003\u0004${'\u0000'.repeat(1_000_000)}`],
])('%s is no table', (_, text) => {
  expect(parseTable(text)).toHaveProperty('reason');
});

test('S18 5,000 rows are read', () => {
  expect(cells(`unit\n${'x\n'.repeat(5000)}`)).toHaveLength(5000);
});

test('S18 a head called __proto__ is a head like any other', () => {
  expect(table('__proto__,constructor\n4B,x').head).toEqual(['__proto__', 'constructor']);
  expect({}).not.toHaveProperty('4B');
});
