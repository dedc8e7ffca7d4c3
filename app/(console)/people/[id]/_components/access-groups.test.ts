import { expect, test } from 'vitest';
import { sampleAccess } from '#lib/testing/sample-access';
import { accessesShown, byBuilding, heldCount, isRevocable } from './access-groups.ts';

const gym = sampleAccess();
const asked = sampleAccess({ id: 'asked', doorId: 'pool', isHeld: false, pending: 'sending', pendingKind: 'grant' });
const later = sampleAccess({ id: 'later', state: 'scheduled' });
const gone = sampleAccess({ id: 'gone', state: 'gone' });
const all = [asked, gym, later, gone];
const ids = (show: 'now' | 'next' | 'ended') => accessesShown(all, show).map((access) => access.id);

test('what is only asked for stands in both current lists and is counted in none', () => {
  expect(ids('now')).toEqual(['asked', gym.id]);
  expect(ids('next')).toEqual(['asked', 'later']);
  expect(ids('ended')).toEqual(['gone']);
  expect([heldCount(all, 'now'), heldCount(all, 'next'), heldCount(all, 'ended')]).toEqual([1, 1, 1]);
});

test('buildings come by name, their accesses as given', () => {
  const other = sampleAccess({ id: 'other', buildingId: 'a', buildingName: 'Alder Court' });
  const groups = byBuilding([gym, other, later]);
  expect(groups.map(({ name, accesses }) => [name, accesses.length])).toEqual([
    ['Alder Court', 1],
    ['Harbor House', 2],
  ]);
});

test.each([
  [true, gym],
  [true, later],
  [false, asked],
  [false, gone],
  [false, sampleAccess({ passcodeType: 'DAILY' })],
  [false, sampleAccess({ pending: 'sending', pendingKind: 'revoke' })],
  [false, sampleAccess({ state: 'ended' })],
])('revocable is %s', (expected, access) => {
  expect(isRevocable(access)).toBe(expected);
});
