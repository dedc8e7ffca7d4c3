import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayOf, daysTouched, dayWindow, parseLocalDate } from './day.ts';

test.each([
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
  ['America/New_York', '2027-03-14', '2027-03-14T05:00:00.000Z', '2027-03-15T04:00:00.000Z'],
  ['America/Los_Angeles', '2027-03-14', '2027-03-14T08:00:00.000Z', '2027-03-15T07:00:00.000Z'],
  ['America/Phoenix', '2027-03-14', '2027-03-14T07:00:00.000Z', '2027-03-15T07:00:00.000Z'],
  ['America/St_Johns', '2027-03-14', '2027-03-14T03:30:00.000Z', '2027-03-15T02:30:00.000Z'],
  ['America/Havana', '2027-03-14', '2027-03-14T05:00:00.000Z', '2027-03-15T04:00:00.000Z'],
  ['Africa/Cairo', '2027-04-30', '2027-04-29T22:00:00.000Z', '2027-04-30T21:00:00.000Z'],
  ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
  ['Asia/Kathmandu', '2026-09-06', '2026-09-05T18:15:00.000Z', '2026-09-06T18:15:00.000Z'],
])('%s %s covers %s to %s', (zone, day, start, end) => {
  expect(dayWindow(day, zone)).toEqual({ start, end });
  expect(dayOf(start, zone)).toBe(day);
});

test('days of a zone follow each other without gap or overlap, and every instant has one', () => {
  const zones = fc.constantFrom(
    'America/New_York',
    'America/Havana',
    'Africa/Cairo',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
  );
  const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, zones, (date, zone) => {
      const instant = date.toISOString();
      const day = dayOf(instant, zone);
      const window = dayWindow(day, zone);
      expect(window.start <= instant && instant < window.end).toBe(true);
      expect(dayWindow(addDays(day, 1), zone).start).toBe(window.end);
    }),
    { numRuns: 300 },
  );
});

test('only days that exist are days', () => {
  expect(parseLocalDate('2028-02-29')).toBe('2028-02-29');
  expect(parseLocalDate('2027-02-29')).toBeNull();
  expect(parseLocalDate('2027-2-9')).toBeNull();
});

test.each([
  ['2026-11-23T05:00:00.000Z', '2026-11-24T05:00:00.000Z', 1],
  ['2026-11-23T05:00:00.000Z', '2026-11-24T05:00:00.001Z', 2],
  ['2026-11-23T14:00:00.000Z', '2026-11-27T22:00:00.000Z', 5],
  ['2026-12-30T14:00:00.000Z', '2027-01-02T14:00:00.000Z', 4],
])('a window from %s to %s touches %s days in New York', (start, end, days) => {
  expect(daysTouched({ start, end }, 'America/New_York')).toBe(days);
});
