import { expect, test } from 'vitest';
import { guessColumns, guessFromRow } from './guess-columns.ts';
import { readDay } from './read-day.ts';

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
