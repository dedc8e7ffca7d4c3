import { expect, test } from 'vitest';
import { batteryTroubles } from './battery.ts';

const now = '2026-11-23T12:00:00.000Z';

test.each([
  [20, '2026-11-20T12:00:00.000Z', []],
  [19, '2026-11-20T12:00:00.000Z', ['low']],
  [80, '2026-10-24T12:00:00.000Z', []],
  [80, '2026-10-24T11:59:59.999Z', ['stale']],
  [0, '2025-01-01T00:00:00.000Z', ['low', 'stale']],
  [5, null, ['low']],
  [null, null, []],
])('a battery at %s %% read at %s is in trouble: %j', (batteryPercent, batteryAt, expected) => {
  expect(batteryTroubles({ batteryPercent, batteryAt }, now)).toEqual(expected);
});
