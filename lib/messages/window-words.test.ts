import { expect, test } from 'vitest';
import { shortWindow } from './window-words.ts';

const start = '2027-07-01T15:00:00.000Z';
const end = '2027-07-31T15:00:00.000Z';
const unknown = '1970-01-01T00:00:00.000Z';

test.each([
  [{ start, end, day: null }, '1 Jul 2027 – 31 Jul 2027, 11:00 (New York)'],
  [{ start, end: null, day: null }, 'From 1 Jul 2027 (New York), no end'],
  [
    { start: '2027-07-02T04:00:00.000Z', end: '2027-07-03T04:00:00.000Z', day: '2027-07-02' },
    '2 Jul 2027, all day (New York)',
  ],
  [{ start: unknown, end, day: null }, 'Until 31 Jul 2027, 11:00 (New York)'],
  [{ start: unknown, end: null, day: null }, 'No end'],
])('%o reads %s', (window, text) => {
  expect(shortWindow(window, 'America/New_York')).toBe(text);
});
