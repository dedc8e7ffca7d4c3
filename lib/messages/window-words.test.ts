import { expect, test } from 'vitest';
import { nearWindow, relativeWindow, shortWindow } from './window-words.ts';

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

test('what is nearest in a window is told from now, with its day', () => {
  const near = (now: string, window: { start: string; end: string | null; day: string | null }) =>
    nearWindow(window, 'America/New_York', now);
  const lasting = { start, end, day: null };
  expect(near('2027-06-28T15:00:00.000Z', lasting)).toBe('Starts in 3 days · 1 Jul 2027');
  expect(near('2027-07-29T15:00:00.000Z', lasting)).toBe('Ends in 2 days · 31 Jul 2027');
  expect(near('2027-08-01T15:00:00.000Z', lasting)).toBe('Ended yesterday · 31 Jul 2027');
  expect(near('2027-07-29T15:00:00.000Z', { ...lasting, end: '2027-08-01T04:00:00.000Z' })).toContain('31 Jul 2027');
  expect(near('2027-07-29T15:00:00.000Z', { ...lasting, end: null })).toBe('From 1 Jul 2027 (New York), no end');
  const oneDay = { start: '2027-07-02T04:00:00.000Z', end: '2027-07-03T04:00:00.000Z', day: '2027-07-02' };
  expect(near('2027-07-02T15:00:00.000Z', oneDay)).toBe('Ends in 13 hours · 2 Jul 2027, all day');
  expect(relativeWindow({ start, end, state: 'gone' }, '2027-07-29T15:00:00.000Z')).toBeNull();
  expect(relativeWindow({ start, end: null }, '2027-07-29T15:00:00.000Z')).toBeNull();
});
