import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instants, wallClockOf, zones } from '../testing/zones.ts';
import { addDays, dayOf } from '../time/day.ts';
import { addMs } from '../time/instant.ts';
import { issueFrom, plannedDays, turnOf } from './plan-rule.ts';

const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** As a person with a paper calendar would: every day, its name looked up in UTC. */
const nameOf = (day: string) =>
  new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(`${day}T12:00:00Z`));

const daysAround = fc.integer({ min: 0, max: 120 }).map((at) => addDays('2026-10-01', at));
const rules = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
  dates: fc.uniqueArray(daysAround, { maxLength: 6 }),
  starts: daysAround,
  until: fc.option(daysAround),
  exceptions: fc.uniqueArray(daysAround, { maxLength: 6 }),
});

test('the days of a plan are those a paper calendar gives', () => {
  fc.assert(
    fc.property(rules, daysAround, fc.integer({ min: 0, max: 90 }), (rule, first, length) => {
      const model = Array.from({ length: length + 1 }, (_, at) => addDays(first, at)).filter(
        (day) =>
          day >= rule.starts &&
          (rule.until === null || day <= rule.until) &&
          !rule.exceptions.includes(day) &&
          (rule.dates.includes(day) || rule.weekdays.some((weekday) => weekdayNames[weekday] === nameOf(day))),
      );
      expect(plannedDays(rule, first, addDays(first, length))).toEqual(model);
    }),
    { numRuns: 300 },
  );
});

test('at any moment a code may be asked for exactly when OpenKit would take its day', () => {
  fc.assert(
    fc.property(instants, zones, fc.integer({ min: -3, max: 3 }), (now, zone, offset) => {
      const today = wallClockOf(now, zone).slice(0, 10);
      const day = addDays(today, offset);
      const turn = turnOf(day, zone, now);
      if (turn === 'now') expect([today, addDays(today, 1)]).toContain(day);
      if (turn === 'missed') expect(day < today).toBe(true);
      if (day < today) expect(turn).toBe('missed');
      if (day === today) expect(turn).toBe('now');
      if (offset > 1) expect(turn).toBe('later');
    }),
    { numRuns: 500 },
  );
});

test('however the clock runs on, every day has its turn once, and none comes again after it was missed', () => {
  fc.assert(
    fc.property(instants, zones, fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 30 }), (start, zone, steps) => {
      const day = addDays(dayOf(start, zone), 2);
      const order = { later: 0, now: 1, missed: 2 };
      let now = start;
      let last = order[turnOf(day, zone, now)];
      for (const hours of steps) {
        now = addMs(now, hours * 3_600_000);
        const next = order[turnOf(day, zone, now)];
        expect(next).toBeGreaterThanOrEqual(last);
        last = next;
      }
    }),
    { numRuns: 200 },
  );
});

test('codes are asked for at eight the day before, on the days clocks change too', () => {
  fc.assert(
    fc.property(instants, zones, (now, zone) => {
      const day = dayOf(now, zone);
      const yesterday = addDays(day, -1);
      expect(wallClockOf(issueFrom(day, zone), zone)).toBe(`${yesterday} 08:00`);
    }),
    { numRuns: 300 },
  );
});
