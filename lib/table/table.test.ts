import { describe, expect, it, test } from 'vitest';
import { guessColumns, guessFromRow } from './guess-columns.ts';
import { parseTable } from './parse-table.ts';
import { readDay } from './read-day.ts';

const cells = (text: string) => parseTable(text).rows.map((row) => row.cells);

describe('S18: a table as spreadsheets write it', () => {
  it('comes with a byte order mark, CRLF, quotes, quoted delimiters and quoted line breaks', () => {
    const text = '\uFEFFName,Email\r\n"O""Hara, Ann",ann@example.com\r\n"Two\nlines",b@example.com\r\n';
    expect(cells(text)).toEqual([
      ['Name', 'Email'],
      ['O"Hara, Ann', 'ann@example.com'],
      ['Two\nlines', 'b@example.com'],
    ]);
  });
  it('comes with semicolons or tabs, empty lines and a quote nobody closed', () => {
    expect(cells('a;b\n\n  \nc;"d')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(cells('a\tb,c\nd\te')).toEqual([
      ['a', 'b,c'],
      ['d', 'e'],
    ]);
  });
  it('says on which line of the file a row begins', () => {
    expect(parseTable('a\n"x\ny"\n\nb').rows.map((row) => row.line)).toEqual([1, 2, 5]);
  });
  it('keeps names of prototypes as text', () => {
    expect(cells('__proto__,constructor\n1,2')).toEqual([
      ['__proto__', 'constructor'],
      ['1', '2'],
    ]);
  });
});

test('columns are guessed by their headings, else by what stands in them', () => {
  expect(guessColumns(['Last Name', 'First name', 'E-Mail', 'Move-in', 'Lease end date', 'Rent'])).toMatchObject({
    lastName: 0,
    firstName: 1,
    email: 2,
    start: 3,
    end: 4,
    phone: null,
  });
  expect(guessColumns(['Ann', 'Lee', 'ann@example.com'])).toBeNull();
  expect(guessFromRow(['Ann', 'Lee', 'ann@example.com', '4B'])).toMatchObject({
    firstName: 0,
    lastName: 1,
    email: 2,
    place: 3,
  });
});

test.each([
  ['2027-07-31', '2027-07-31'],
  ['2027-07-31T00:00:00Z', '2027-07-31'],
  ['7/31/2027', '2027-07-31'],
  ['31.7.2027', '2027-07-31'],
  ['2027-02-30', null],
  ['31/7/2027', null],
  ['soon', null],
])('the day %s', (text, day) => {
  expect(readDay(text)).toBe(day);
});
