import { expect, test } from 'vitest';
import { sampleAccess } from '../testing/sample-access.ts';
import { changeConsequences } from './change-words.ts';

const gym = sampleAccess({ end: '2027-07-31T15:00:00.000Z' });
const pool = sampleAccess({ doorId: 'pool', doorName: 'Pool', end: '2027-08-31T15:00:00.000Z' });

test('each new end names its doors and the zone of the building', () => {
  const later = { end: { kind: 'later', months: 12 }, shareable: null } as const;
  expect(changeConsequences('Maya', [gym, pool], later)).toEqual([
    'Maya can open Gym until 31 Jul 2028, 11:00 (New York).',
    'Maya can open Pool until 31 Aug 2028, 11:00 (New York).',
  ]);
  const never = { end: { kind: 'never' }, shareable: true } as const;
  expect(changeConsequences('Maya', [gym, pool], never)).toEqual([
    'Maya can open Gym and Pool without an end.',
    'Maya may share it with guests in the Latch app.',
  ]);
});

test('guests are thought of where an end comes earlier', () => {
  const ending = (at: string) => ({ end: { kind: 'at', at }, shareable: null }) as const;
  const guests = 'Guests whom you let in for them stay no longer than they do.';
  expect(changeConsequences('Maya', [gym, pool], ending('2027-08-01T15:00:00.000Z'))).toContain(guests);
  expect(changeConsequences('Maya', [gym], ending('2027-08-01T15:00:00.000Z'))).not.toContain(guests);
});

test('an offline lock is said to keep the old end', () => {
  const offline = sampleAccess({ door: { isConnected: false, isActivated: true, kind: 'door' } });
  const never = { end: { kind: 'never' }, shareable: null } as const;
  expect(changeConsequences('Maya', [offline], never)[1]).toContain('Gym: the lock is offline');
  expect(changeConsequences('Maya', [offline], { end: { kind: 'keep' }, shareable: null })).toEqual([]);
});
