import { expect, test } from 'vitest';
import type { HostDoor } from '../schemas/guest.ts';
import type { Window } from '../time/window.ts';
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
  start: '2026-01-01T14:00:00.000Z',
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
    checkInvite(doorIds, doors, until(end), zone).map(({ field, reason }) => `${field} ${reason}`);
  expect(reasons(['home'], [home], '2026-12-01T22:00:00.000Z')).toEqual([]);
  expect(reasons(['home'], [home], '2026-12-01T22:00:01.000Z')).toEqual(['when guest_outlives_host']);
  expect(reasons(['home'], [{ ...home, end: null }], '2031-01-01T00:00:00.000Z')).toEqual([]);
  expect(reasons(['home'], [{ ...home, isShareable: false }], until(now).end)).toEqual(['doorIds door_not_shareable']);
  expect(reasons(['gym'], [home], until(now).end)).toEqual(['doorIds door_not_of_host']);
});

test('nobody lets a guest into a home before it is theirs: until then others live there', () => {
  const start = '2026-11-26T14:00:00.000Z';
  const when = { door: '4B', at: start, zone };
  const tooEarly = [{ field: 'from', reason: 'guest_before_host', params: when }];
  const invited = (window: Window) => checkInvite(['home'], [{ ...home, start }], window, zone);
  const stay = (from: string) => guestWindow({ kind: 'stay', from, to: '2026-11-28' }, zone, now);
  expect([invited(stay('2026-11-25')), invited(stay('2026-11-26'))]).toEqual([tooEarly, tooEarly]);
  expect(invited(stay('2026-11-27'))).toEqual([]);
  const code = (at: string) => guestWindow({ kind: 'day', passcodeType: 'DAILY', day: 'today' }, zone, at);
  expect(invited(code('2026-11-26T13:00:00.000Z'))).toEqual(tooEarly);
  expect(invited(code('2026-11-26T15:00:00.000Z'))).toEqual([]);
});
