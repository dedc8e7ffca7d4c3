import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, wallClockOf, zones } from '../testing/zones.ts';
import { addDays, dayOf, dayWindow } from '../time/day.ts';
import { addMs } from '../time/instant.ts';
import { instantsAt } from '../time/wall-clock.ts';
import { isProblem, parseQuestion } from './parse-question.ts';
import { readWhen } from './read-when.ts';

const newYork = 'America/New_York';
const wednesdayNoon = '2026-11-25T17:00:00.000Z';

function readingsOf(text: string, zone = newYork, now = wednesdayNoon) {
  const question = parseQuestion(text);
  return isProblem(question) ? question : readWhen(question.when, zone, now);
}
const starts = (text: string, now?: string) => {
  const read = readingsOf(text, newYork, now);
  return Array.isArray(read) ? read.map(({ from }) => wallClockOf(from, newYork)) : read.reason;
};

test.each([
  ['gym tue 3pm', ['2026-11-24 15:00', '2026-12-01 15:00']],
  ['gym wed 3pm', ['2026-11-25 15:00']],
  ['gym this tue 3pm', ['2026-11-24 15:00']],
  ['gym next tue 3pm', ['2026-12-01 15:00']],
  ['gym next fri 3pm', ['2026-11-27 15:00', '2026-12-04 15:00']],
  ['gym last mon 3pm', ['2026-11-16 15:00', '2026-11-23 15:00']],
  ['gym yesterday 22:00', ['2026-11-24 22:00']],
  ['gym today at 3', ['2026-11-25 03:00', '2026-11-25 15:00']],
  ['gym 3/4/2027 15:00', ['2027-03-04 15:00', '2027-04-03 15:00']],
  ['gym 1 nov 2026 01:30', ['2026-11-01 01:30', '2026-11-01 01:30']],
  ['gym 29 feb 12:00', ['2024-02-29 12:00', '2028-02-29 12:00']],
  ['gym 14 mar 2027 02:30', 'time_skipped'],
  ['gym 30 feb 2027', 'date_impossible'],
  ['gym 2027-02-29', 'date_impossible'],
  ['gym 31/13/2027', 'date_impossible'],
  ['gym 1 jan 0000 15:00', 'date_impossible'],
  ['gym 9999-12-31T23:00', 'date_impossible'],
])('%s, asked on a Wednesday in New York', (text, expected) => {
  expect(starts(text)).toEqual(expected);
});

test('a day without a time is the whole of it, 23 and 25 hours included', () => {
  expect(readingsOf('gym 14 mar 2027')).toEqual([{ from: '2027-03-14T05:00:00.000Z', to: '2027-03-15T04:00:00.000Z' }]);
  expect(readingsOf('gym 2026-11-01')).toEqual([{ from: '2026-11-01T04:00:00.000Z', to: '2026-11-02T05:00:00.000Z' }]);
});

test.each([
  ['gym mon to fri', [['2026-11-23', '2026-11-27']]],
  ['gym today to sun', [['2026-11-25', '2026-11-29']]],
  [
    'gym 1 nov to 5 nov',
    [
      ['2026-11-01', '2026-11-05'],
      ['2027-11-01', '2027-11-05'],
    ],
  ],
  ['gym between 28 dec 2026 and 2 jan 2027', [['2026-12-28', '2027-01-02']]],
  ['gym 1 nov 2024 - 5 dec 2026', [['2024-11-01', '2026-12-05']]],
])('%s is every day from the one through the other', (text, days) => {
  expect(readingsOf(text)).toEqual(
    days.map(([first, last]) => ({
      from: dayWindow(first ?? '', newYork).start,
      to: dayWindow(last ?? '', newYork).end,
    })),
  );
});

test.each([
  ['gym between 24 nov 22:00 and 26 nov 6:00', [['2026-11-24 22:00', '2026-11-26 06:00']]],
  ['gym mon 18:00 to wed 9:00', [['2026-11-23 18:00', '2026-11-25 09:00']]],
  ['gym 31 oct 2026 22:00 to 2 nov 2026 00:00', [['2026-10-31 22:00', '2026-11-02 00:00']]],
  [
    'gym yesterday 22:00 to today midnight',
    [
      ['2026-11-24 22:00', '2026-11-25 00:00'],
      ['2026-11-24 22:00', '2026-11-26 00:00'],
    ],
  ],
])('%s is from the time of the one day to that of the other', (text, spans) => {
  const read = readingsOf(text);
  const shown =
    Array.isArray(read) && read.map(({ from, to }) => [from, to ?? ''].map((at) => wallClockOf(at, newYork)));
  expect(shown).toEqual(spans);
});

test('days that end before they begin, or of which one does not exist, are no days', () => {
  expect(readingsOf('gym 5 nov 2026 to 1 nov 2026')).toMatchObject({ reason: 'question_time_missing' });
  expect(readingsOf('gym today 18:00 to today 9:00')).toMatchObject({ reason: 'question_time_missing' });
  const impossible = { reason: 'date_impossible', params: { typed: '31 feb 2027' } };
  expect(readingsOf('gym 1 feb 2027 to 31 feb 2027')).toEqual(impossible);
});

test('an end before its start lies on the next day', () => {
  expect(readingsOf('gym 2026-11-24 22:00-2am')).toEqual([
    { from: '2026-11-25T03:00:00.000Z', to: '2026-11-25T07:00:00.000Z' },
  ]);
});

test('a span holds what clocks show of it: not the hour they skip, nor a midnight that comes again', () => {
  expect(readingsOf('gym 14 mar 2027 02:30-04:00')).toEqual([
    { from: '2027-03-14T07:00:00.000Z', to: '2027-03-14T08:00:00.000Z' },
  ]);
  expect(readingsOf('gym 14 mar 2027 02:15-02:45')).toMatchObject({ reason: 'time_skipped' });
  expect(readingsOf('gym 31 oct 2026 18:00-midnight', 'America/Havana')).toEqual([
    { from: '2026-10-31T22:00:00.000Z', to: '2026-11-01T04:00:00.000Z' },
  ]);
});

test('a wall clock is found where a minute by minute look at the zone finds it', () => {
  fc.assert(
    fc.property(instants, zones, fc.integer({ min: 0, max: 95 }), (now, zone, quarter) => {
      const day = dayOf(now, zone);
      const minutes = quarter * 15;
      const shown = `${day} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      const first = `${addDays(day, -1)}T00:00:00.000Z`;
      const all = Array.from({ length: 3 * 24 * 4 }, (_, at) => addMs(first, at * 15 * 60_000));
      expect(instantsAt(day, minutes, zone)).toEqual(all.filter((instant) => wallClockOf(instant, zone) === shown));
    }),
    { numRuns: 60 },
  );
});
