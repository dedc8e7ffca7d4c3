import { expect, test } from 'vitest';
import type { TimelineBar } from '#lib/schemas/timeline';
import { barAddress } from './bar-address.ts';

const now = '2026-11-25T12:00:00.000Z';
const taken: TimelineBar = {
  ...{ id: 'a.1', accessId: 'a', personId: 'p', doorName: 'Gym', timeZone: null, isDaily: false },
  ...{ start: '2026-11-01T00:00:00.000Z', end: '2026-11-10T00:00:00.000Z', isTaken: true },
};
const other: TimelineBar = { ...taken, id: 'b.1', accessId: 'b', end: null, isTaken: false };
const again: TimelineBar = { ...taken, id: 'a.2', start: '2026-11-20T00:00:00.000Z', end: null, isTaken: false };
const later: TimelineBar = { ...again, start: '2026-12-01T00:00:00.000Z' };

test.each([
  ['active', again, '/people/p#access-a'],
  ['scheduled', later, '/people/p?show=next#access-a'],
])('the old bar of an access that is %s again leads to where it stands now', (_, latest, address) => {
  expect(barAddress(taken, [taken, other, latest], now)).toBe(address);
});

test('what was taken away and not given again stands among what has ended', () => {
  expect(barAddress(taken, [taken, other], now)).toBe('/people/p?show=ended#access-a');
});
