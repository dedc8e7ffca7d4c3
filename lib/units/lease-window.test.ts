import { expect, test } from 'vitest';
import { defaultRules, earlierEnd, lastDayOf, leaseWindow, monthsLater } from './lease-window.ts';

const zone = 'America/New_York';
const rules = { moveInHour: 15, moveOutHour: 11, graceDays: 2 };
const now = '2026-11-25T12:00:00.000Z';

test('doors open at the move-in hour and close at the move-out hour after the grace days, on the building’s clock', () => {
  expect(leaseWindow({ start: '2026-12-01', end: '2027-07-31' }, rules, zone, now)).toEqual({
    start: '2026-12-01T20:00:00.000Z',
    end: '2027-08-02T15:00:00.000Z',
  });
});

test('a lease that has begun opens doors now, one without an end never closes them', () => {
  expect(leaseWindow({ start: '2026-11-01', end: null }, rules, zone, now)).toEqual({ start: now, end: null });
  expect(leaseWindow({ start: null, end: null }, defaultRules, zone, now).start).toBe(now);
});

test('an hour that the clocks skip is the next one that exists', () => {
  const early = { moveInHour: 2, moveOutHour: 2, graceDays: 0 };
  expect(leaseWindow({ start: '2027-03-14', end: null }, early, zone, now).start).toBe('2027-03-14T07:00:00.000Z');
});

test('a door’s own last day ends it before the lease does, and never after', () => {
  expect(earlierEnd(null, '2027-09-30', zone)).toBe('2027-10-01T04:00:00.000Z');
  expect(earlierEnd('2027-08-02T15:00:00.000Z', '2027-09-30', zone)).toBe('2027-08-02T15:00:00.000Z');
  expect(earlierEnd('2027-08-02T15:00:00.000Z', null, zone)).toBe('2027-08-02T15:00:00.000Z');
});

test.each([
  ['midnight', '2027-07-01T04:00:00.000Z', {}, '2027-06-30'],
  ['the hour it says', '2027-06-30T21:00:00.000Z', {}, '2027-06-30'],
  ['an earlier hour', '2027-06-30T15:00:00.000Z', {}, '2027-06-30'],
  ['the hour after three days of grace', '2027-07-03T21:00:00.000Z', { graceDays: 3 }, '2027-06-30'],
  ['midnight after three days of grace', '2027-07-04T04:00:00.000Z', { graceDays: 3 }, '2027-06-30'],
  ['midnight, which is the hour it says', '2027-06-30T04:00:00.000Z', { moveOutHour: 0 }, '2027-06-30'],
])('doors that close at %s are those of a lease with this last day', (_, closes, more, lastDay) => {
  expect(lastDayOf(closes, { ...defaultRules, ...more }, zone)).toBe(lastDay);
});

test('what a lease closes is found as that lease, on days of 23 and 25 hours too', () => {
  for (const end of ['2027-03-14', '2027-07-31', '2027-11-07', '2028-02-29']) {
    for (const hours of [0, 2, 11, 23]) {
      const own = { ...rules, moveOutHour: hours };
      const closes = leaseWindow({ start: null, end }, own, zone, now).end;
      expect(lastDayOf(closes ?? '', own, zone), `${end} ${hours}`).toBe(end);
    }
  }
});

test.each([
  ['2027-02-28', 12, '2028-02-28'],
  ['2027-01-31', 1, '2027-02-28'],
])('%s and %i months is %s', (day, months, later) => {
  expect(monthsLater(day, months)).toBe(later);
});
