import { expect, test } from 'vitest';
import type { ChosenDoor } from './grant-draft.ts';
import { formField, type GrantForm, initialForm, inputOf, violationsOf } from './grant-form.ts';

const now = '2027-06-01T12:00:00.000Z';
const gym: ChosenDoor = {
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Gym',
  buildingId: '22222222-2222-4222-8222-222222222222',
  buildingName: 'Harbor House',
  timeZone: 'America/New_York',
  kind: 'door',
  accessibility: 'communal',
  isConnected: true,
  isActivated: true,
};
const maya = {
  id: '33333333-3333-4333-8333-333333333333',
  firstName: 'Maya',
  lastName: 'Okafor',
  email: 'maya@example.com',
  phone: null,
};
const intentId = '44444444-4444-4444-8444-444444444444';
const typed = (given: Partial<GrantForm> = {}): GrantForm => ({
  ...initialForm(null, { doors: [gym] }),
  recipient: { firstName: 'Maya', lastName: 'Okafor', email: 'maya@example.com', phone: '' },
  ...given,
});
const wrong = (form: GrantForm) => violationsOf(form, null, now).map(({ field, reason }) => `${field}: ${reason}`);

test('a whole form breaks nothing and becomes what the server takes', () => {
  expect(wrong(typed())).toEqual([]);
  expect(inputOf(typed(), null, intentId, now)).toMatchObject({
    recipient: { kind: 'new', email: 'maya@example.com' },
    doorIds: [gym.id],
    terms: { passcodeType: 'PERMANENT', start: now, end: null },
  });
});

test('somebody known is sent by id alone', () => {
  expect(inputOf(typed(), maya, intentId, now).recipient).toEqual({ kind: 'known', personId: maya.id });
});

test('each mistake is told once, at its field', () => {
  const empty = initialForm(null, {});
  expect(wrong(empty)).toEqual([
    'recipient.firstName: name_required',
    'recipient.lastName: name_required',
    'doorIds: doors_required',
    'recipient.email: email_required',
  ]);
});

test('a start or end that was announced has to be a date, and one not announced is left alone', () => {
  const terms = { ...typed().terms, start: null, end: '2020-01-01T00:00:00.000Z' };
  expect(wrong(typed({ starts: 'time', ends: 'never', terms }))).toEqual(['terms.start: date_invalid']);
  expect(wrong(typed({ starts: 'now', ends: 'time', terms }))).toEqual(['terms.end: end_before_start']);
});

test('a door that cannot be given is refused before it is sent', () => {
  expect(wrong(typed({ doors: [{ ...gym, isActivated: false }] }))).toEqual(['doorIds: door_not_activated']);
});

test('opened again it holds what was sent', () => {
  const end = '2027-07-01T00:00:00.000Z';
  expect(initialForm(maya, { doors: [gym], terms: { end, role: 'resident' } })).toMatchObject({
    recipient: { firstName: 'Maya', email: 'maya@example.com', phone: '' },
    doors: [gym],
    starts: 'now',
    ends: 'time',
    terms: { end, role: 'resident', notify: true },
  });
});

test.each([
  ['doorIds', 'doors'],
  ['doorIds.3', 'doors'],
  ['recipient.email', 'recipient.email'],
  ['terms.end', 'terms.end'],
  ['recipient', null],
  [undefined, null],
])('the server’s field %s is shown at %s', (field, shown) => {
  expect(formField(field)).toBe(shown);
});
