import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayWindow } from '#lib/time/day';
import { parseInstant } from '#lib/time/instant';
import type { AccessSnapshot } from '../openkit/types.ts';
import { toAccessValues } from './access-row.ts';

const daily = (start: string): AccessSnapshot => ({
  doorId: 'd',
  passcodeType: 'DAILY',
  granterKind: 'partner',
  granterId: null,
  start,
  end: null,
  shareable: null,
  role: null,
  doorcodeStatus: null,
});

const read = (start: string, timeZone: string | null) =>
  toAccessValues('p', daily(start), { buildingId: 'b', timeZone });

const zones = fc.constantFrom('America/New_York', 'Pacific/Kiritimati', 'Pacific/Niue', 'Asia/Tokyo', null);
const startsFrom = (min: string, max: string) =>
  fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true }).map((date) => date.toISOString());

test('whatever instant a daily access begins at, a database can keep its day and its times', () => {
  const ends = fc.oneof(
    startsFrom('0001-01-01T00:00:00Z', '0001-01-05T00:00:00Z'),
    startsFrom('9999-12-27T00:00:00Z', '9999-12-31T23:59:59.999Z'),
  );
  fc.assert(
    fc.property(ends, zones, (start, zone) => {
      const { day, startsAt, endsAt } = read(start, zone);
      expect(parseInstant(startsAt)).toBe(startsAt);
      expect(parseInstant(endsAt)).toBe(endsAt);
      expect(day ?? '0001-01-01').toMatch(/^(?!0000)\d{4}-/);
      if (day && zone) expect({ start: startsAt, end: endsAt }).toEqual(dayWindow(day, zone));
      expect(startsAt <= start && start <= (endsAt ?? '')).toBe(true);
    }),
  );
});

test('days well within time are known, to the first and last of them', () => {
  for (const start of ['0001-01-02T00:00:00.000Z', '9999-12-29T23:59:59.999Z'])
    for (const zone of ['America/New_York', 'Asia/Tokyo']) expect(read(start, zone).day).not.toBeNull();
});
