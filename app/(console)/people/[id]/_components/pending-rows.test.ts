import { expect, test } from 'vitest';
import { abilitySentence } from '#lib/messages/person-words';
import type { PersonView } from '#lib/schemas/person';
import { sampleAccess } from '#lib/testing/sample-access';
import { draftFromAccesses, type FilledDraft } from '@/components/grant-access/grant-draft';
import { withPending, withSending } from './pending-rows.ts';

const gym = sampleAccess();
const person: PersonView = {
  id: 'maya',
  firstName: 'Maya',
  lastName: 'Okafor',
  email: null,
  phone: null,
  isGone: false,
  asOf: null,
  coverage: { sweep: 'complete', limits: [] },
  isRefreshing: false,
  accesses: [gym],
  guests: [],
};
const draft: FilledDraft = {
  doors: draftFromAccesses([sampleAccess({ doorId: 'pool', doorName: 'Pool' })]).doors ?? [],
  terms: {
    passcodeType: 'PERMANENT',
    start: gym.start,
    end: null,
    role: 'non_resident',
    shareable: false,
    notify: true,
  },
  answers: { length: 'open', isOneVisit: false, mustBeRevocable: false },
};

test('a door just asked for stands first, as sending, without a code and uncounted', () => {
  const shown = withSending(person, 'operation', draft);
  expect(shown.accesses[0]).toMatchObject({
    doorName: 'Pool',
    isHeld: false,
    pending: 'sending',
    pendingKind: 'grant',
    doorcodeStatus: 'unknown',
    operationId: 'operation',
  });
  expect(abilitySentence(shown.accesses)).toBe(abilitySentence(person.accesses));
});

test('what else is held stays as it was', () => {
  expect(withSending(person, 'operation', draft).accesses[1]).toEqual(gym);
});

test('a door held already is being changed, not asked for again', () => {
  const again = { ...draft, doors: draftFromAccesses([gym]).doors ?? [] };
  expect(withSending(person, 'operation', again).accesses).toMatchObject([
    { id: gym.id, isHeld: true, pendingKind: 'change' },
  ]);
});

test('a daily code just asked for shows its day at the building', () => {
  const terms = { ...draft.terms, passcodeType: 'DAILY', start: '2027-01-02T04:30:00.000Z' } as const;
  expect(withSending(person, 'operation', { ...draft, terms }).accesses[0]).toMatchObject({
    passcodeType: 'DAILY',
    day: '2027-01-01',
    start: '2027-01-01T05:00:00.000Z',
    end: '2027-01-02T05:00:00.000Z',
  });
});

test('what is being revoked still counts until OpenKit has confirmed it', () => {
  const shown = withPending(person, [gym], 'revoke');
  expect(shown.accesses[0]).toMatchObject({ isHeld: true, pending: 'sending', pendingKind: 'revoke' });
  expect(abilitySentence(shown.accesses)).toBe(abilitySentence(person.accesses));
});
