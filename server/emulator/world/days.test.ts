import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateIn, dayWindow } from './days.ts';
import { durationMs } from './duration.ts';

const zones = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/Chicago',
  'America/St_Johns',
  'America/Havana',
  'Africa/Cairo',
  'America/Santiago',
  'Asia/Kathmandu',
] as const;

describe('days where clocks change', () => {
  it.each([
    ['America/New_York', '2026-11-01T12:00Z', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
    ['America/New_York', '2027-03-14T12:00Z', '2027-03-14T05:00:00.000Z', '2027-03-15T04:00:00.000Z'],
    ['America/Los_Angeles', '2027-03-14T12:00Z', '2027-03-14T08:00:00.000Z', '2027-03-15T07:00:00.000Z'],
    ['America/Phoenix', '2027-03-14T12:00Z', '2027-03-14T07:00:00.000Z', '2027-03-15T07:00:00.000Z'],
    ['America/St_Johns', '2027-03-14T12:00Z', '2027-03-14T03:30:00.000Z', '2027-03-15T02:30:00.000Z'],
    ['America/Havana', '2027-03-14T12:00Z', '2027-03-14T05:00:00.000Z', '2027-03-15T04:00:00.000Z'],
    ['Africa/Cairo', '2027-04-30T12:00Z', '2027-04-29T22:00:00.000Z', '2027-04-30T21:00:00.000Z'],
    ['America/Santiago', '2026-09-06T12:00Z', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
    ['Asia/Kathmandu', '2027-03-14T12:00Z', '2027-03-13T18:15:00.000Z', '2027-03-14T18:15:00.000Z'],
  ])('%s on %s begins %s and ends %s', (zone, at, start, end) => {
    const { startMs, endMs } = dayWindow(Date.parse(at), zone);
    expect([new Date(startMs).toISOString(), new Date(endMs).toISOString()]).toEqual([start, end]);
  });
});

const instants = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2029-01-01') });

describe('any day in any zone', () => {
  it('contains its instant, is 23 to 25 hours long, and both ends bear the right date', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (atMs, zone) => {
        const { startMs, endMs } = dayWindow(atMs, zone);
        const date = dateIn(zone, atMs);
        expect(startMs).toBeLessThanOrEqual(atMs);
        expect(endMs).toBeGreaterThan(atMs);
        expect([23, 24, 25]).toContain((endMs - startMs) / 3_600_000);
        expect(dateIn(zone, startMs).compare(date)).toBe(0);
        expect(dateIn(zone, endMs - 1).compare(date)).toBe(0);
        expect(dateIn(zone, endMs).compare(date)).toBe(1);
      }),
    );
  });
});

describe('durations', () => {
  it.each([
    ['PT2H', 7_200_000],
    ['P1DT30M', 88_200_000],
    ['PT1.5S', 1_500],
    ['P1W', 604_800_000],
  ])('%s is %i ms', (text, ms) => expect(durationMs(text)).toBe(ms));

  it.each(['P1M', 'P1Y', 'two hours', ''])('refuses "%s"', (text) => expect(() => durationMs(text)).toThrow());
});
