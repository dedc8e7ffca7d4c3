import { expect, test } from 'vitest';
import { sampleAccess } from '../testing/sample-access.ts';
import { isOursToLast } from './ours-to-last.ts';

test.each([
  [true, 'given', {}],
  [true, 'to come', { state: 'scheduled' }],
  [true, 'only asked for', { isHeld: false, pending: 'sending', pendingKind: 'grant' }],
  [true, 'being changed', { pending: 'unknown', pendingKind: 'change' }],
  [true, 'given by somebody whom OpenKit does not name', { granterKind: 'unknown' }],
  [false, 'shared by a resident', { granterKind: 'user' }],
  [false, 'a code for a day', { passcodeType: 'DAILY' }],
  [false, 'over', { state: 'ended' }],
  [false, 'no longer shown', { state: 'gone' }],
] as const)('%s for one that is %s', (expected, _, given) => {
  expect(isOursToLast(sampleAccess(given))).toBe(expected);
});
