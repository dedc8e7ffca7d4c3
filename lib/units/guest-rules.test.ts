import { expect, test } from 'vitest';
import type { HostDoor } from '../schemas/guest.ts';
import { checkInvite, guestWindow } from './guest-rules.ts';

const now = '2026-11-25T03:30:00.000Z';
const zone = 'America/New_York';
const home: HostDoor = {
  id: 'home',
  name: '4B',
  kind: 'door',
  isActivated: true,
  isConnected: true,
  isShareable: true,
  end: '2026-12-01T22:00:00.000Z',
};

test('a stay is whole days at the building, and never begins before now', () => {
  // It is still the 24th in New York.
  expect(guestWindow({ kind: 'stay', from: '2026-11-24', to: '2026-11-25' }, zone, now)).toEqual({
    start: now,
    end: '2026-11-26T05:00:00.000Z',
  });
  expect(guestWindow({ kind: 'stay', from: '2026-11-26', to: '2026-11-26' }, zone, now)).toEqual({
    start: '2026-11-26T05:00:00.000Z',
    end: '2026-11-27T05:00:00.000Z',
  });
});

test('a code is for today or tomorrow at the building', () => {
  const code = { kind: 'day', passcodeType: 'DAILY' } as const;
  expect(guestWindow({ ...code, day: 'today' }, zone, now)).toEqual({ start: now, end: '2026-11-25T05:00:00.000Z' });
  expect(guestWindow({ ...code, day: 'tomorrow' }, zone, now).start).toBe('2026-11-25T05:00:00.000Z');
});

test('a host passes on their own doors alone, those that may be shared, for no longer than they hold them', () => {
  const until = (end: string) => ({ start: now, end });
  const reasons = (doorIds: string[], doors: HostDoor[], end: string) =>
    checkInvite(doorIds, doors, until(end)).map(({ field, reason }) => `${field} ${reason}`);
  expect(reasons(['home'], [home], '2026-12-01T22:00:00.000Z')).toEqual([]);
  expect(reasons(['home'], [home], '2026-12-01T22:00:01.000Z')).toEqual(['when guest_outlives_host']);
  expect(reasons(['home'], [{ ...home, end: null }], '2031-01-01T00:00:00.000Z')).toEqual([]);
  expect(reasons(['home'], [{ ...home, isShareable: false }], until(now).end)).toEqual(['doorIds door_not_shareable']);
  expect(reasons(['gym'], [home], until(now).end)).toEqual(['doorIds door_not_of_host']);
});
