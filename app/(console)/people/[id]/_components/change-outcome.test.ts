import { expect, test } from 'vitest';
import { messageFor } from '#lib/messages/message-for';
import type { DoorState, OperationView } from '#lib/schemas/operation';
import { sampleAccess } from '#lib/testing/sample-access';
import { type Change, noticeOf as noticeIn, successOf } from './change-outcome.ts';

const operation = (...doors: [string, DoorState, string?][]): OperationView => ({
  id: 'operation',
  kind: 'revoke',
  state: 'finished',
  staffName: 'Lena',
  createdAt: '2027-06-01T18:00:00.000Z',
  finishedAt: '2027-06-01T18:03:00.000Z',
  requestId: 'request',
  progress: {
    doorCount: doors.length,
    peopleCount: 1,
    counts: { queued: 0, sending: 0, unknown: 0, applied: 0, rejected: 0, needs_person: 0, cancelled: 0 },
    failedCount: 0,
    isPaused: false,
    isWhole: true,
    secondsLeft: null,
    retryOf: null,
    retriedBy: null,
  },
  leaving: [],
  people: [{ id: 'maya', name: 'Maya Okafor' }],
  doors: doors.map(([doorName, state, reason = null]) => ({
    itemId: 'call',
    personId: 'maya',
    personName: 'Maya Okafor',
    doorId: doorName,
    doorName,
    buildingName: 'Harbor House',
    timeZone: null,
    action: 'revoke',
    state,
    reason,
    tells: false,
    conflict: null,
  })),
});
const noticeOf = (change: Change, settled: OperationView) => noticeIn(change, settled, messageFor);
const revoke: Change = { kind: 'revoke', operationId: 'operation', accesses: [sampleAccess()] };
const answers = { length: 'open', isOneVisit: false, mustBeRevocable: false } as const;
const terms = {
  passcodeType: 'PERMANENT',
  start: '2027-06-01T18:00:00.000Z',
  end: null,
  role: 'non_resident',
  shareable: false,
  notify: true,
} as const;
const grant: Change = { kind: 'grant', operationId: 'operation', draft: { doors: [], terms, answers } };

test('a revocation is said with its count and the time at the building, and how to give it again', () => {
  const done = operation(['Gym', 'applied'], ['Pool', 'applied']);
  expect(successOf(revoke, done, 'Maya Okafor')).toBe('Revoked 2 doors, confirmed 14:03 (New York)');
  const zoneless: Change = { ...revoke, accesses: [sampleAccess({ timeZone: null })] };
  expect(successOf(zoneless, done, 'Maya Okafor')).toBe('Revoked 2 doors, confirmed 18:03 (UTC)');
  expect(noticeOf(revoke, done)).toMatchObject({ tone: 'info', again: { draft: { doors: [{ id: 'gym' }] } } });
});

test('an offline door is not said to be shut', () => {
  const offline = sampleAccess({ door: { isConnected: false, isActivated: true, kind: 'door' } });
  const done = operation(['Gym', 'applied']);
  expect(noticeOf({ ...revoke, accesses: [offline] }, done)?.text).toContain(
    'Gym: the lock is offline and keeps opening until its next sync.',
  );
  expect(noticeOf(revoke, done)?.text).not.toContain('keeps opening');
});

test('a refused grant offers the form as it was and says why', () => {
  const refused = operation(['Gym', 'rejected', 'USER_CAN_NOT_SHARE']);
  expect(successOf(grant, refused, 'Maya Okafor')).toBeNull();
  const notice = noticeOf(grant, refused);
  expect(notice).toMatchObject({ tone: 'error', title: 'No access given: Gym.', again: { draft: grant.draft } });
  expect(notice?.text).toContain('may not pass access on');
});

test('a half success says both halves', () => {
  const half = operation(['Gym', 'applied'], ['Pool', 'rejected', 'access_gone']);
  expect(successOf(revoke, half, 'Maya Okafor')).toContain('1 door');
  expect(noticeOf(revoke, half)?.title).toBe('Not revoked: Pool.');
});

test('what the machine could not find out is neither success nor refusal', () => {
  const unclear = operation(['Gym', 'needs_person', 'not_confirmed']);
  expect(successOf(grant, unclear, 'Maya Okafor')).toBeNull();
  expect(noticeOf(grant, unclear)).toMatchObject({ tone: 'warn', title: 'Not confirmed: Gym.' });
});

test('a grant that worked needs no notice', () => {
  expect(noticeOf(grant, operation(['Gym', 'applied']))).toBeNull();
});

test('a change is said with its count, and a refused one with its reason', () => {
  const change: Change = { kind: 'change', operationId: 'operation', accesses: [sampleAccess()] };
  const done = operation(['Gym', 'applied']);
  expect(successOf(change, done, 'Maya Okafor')).toBe('Changed 1 door, confirmed 14:03 (New York)');
  expect(noticeOf(change, done)).toBeNull();
  const refused = operation(['Gym', 'rejected', 'access_gone']);
  expect(noticeOf(change, refused)).toMatchObject({ tone: 'error', title: 'Not changed: Gym.' });
});

test('a door whose end a guest’s follows is counted and named once', () => {
  const change: Change = { kind: 'change', operationId: 'operation', accesses: [sampleAccess()] };
  const done = operation(['Gym', 'applied'], ['Gym', 'applied']);
  expect(successOf(change, done, 'Maya Okafor')).toBe('Changed 1 door, confirmed 14:03 (New York)');
  expect(noticeOf(change, operation(['Gym', 'rejected'], ['Gym', 'cancelled']))?.title).toBe('Not changed: Gym.');
});
