import { expect, test } from 'vitest';
import { withOffset } from './offset.ts';

test.each([
  ['2027-07-31T15:00:00.000Z', 'America/New_York', '2027-07-31T11:00:00-04:00'],
  ['2027-01-31T15:00:00.500Z', 'America/New_York', '2027-01-31T10:00:00-05:00'],
  ['2027-07-31T20:00:00.000Z', 'Asia/Kolkata', '2027-08-01T01:30:00+05:30'],
  ['2027-07-31T20:00:00.000Z', 'UTC', '2027-07-31T20:00:00+00:00'],
  // The hour that comes twice: the offset tells them apart.
  ['2027-11-07T05:30:00.000Z', 'America/New_York', '2027-11-07T01:30:00-04:00'],
  ['2027-11-07T06:30:00.000Z', 'America/New_York', '2027-11-07T01:30:00-05:00'],
])('%s in %s is %s', (instant, zone, written) => {
  expect(withOffset(instant, zone)).toBe(written);
  expect(Date.parse(written)).toBe(Math.floor(Date.parse(instant) / 1000) * 1000);
});
