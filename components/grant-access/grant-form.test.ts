import { expect, test } from 'vitest';
import type { ChosenDoor } from './grant-draft.ts';
import { formField, type GrantForm, initialForm, inputOf, type KnownRecipient, violationsOf } from './grant-form.ts';
import { contactOf } from './grant-terms.ts';

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
const answered = (length: GrantForm['answers']['length'], mustBeRevocable = false): GrantForm['answers'] => ({
  length,
  isOneVisit: false,
  mustBeRevocable,
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

test('a phone of somebody known that nobody can read keeps no email from being used, but is nothing to send a code to', () => {
  const phone = '0171 1234567';
  const wrongFor = (known: KnownRecipient, kind: GrantForm['kind'] = 'PERMANENT') =>
    violationsOf(typed({ kind, answers: answered('today') }), known, now).map(({ field, reason }) => [field, reason]);
  expect(wrongFor({ ...maya, phone })).toEqual([]);
  expect(contactOf(typed({ kind: 'DAILY', sendTo: 'phone' }), { ...maya, phone })).toBe('email');
  expect(contactOf(typed({ kind: 'DAILY', sendTo: 'phone' }), { ...maya, phone: '(212) 555-0123' })).toBe('phone');
  expect(wrongFor({ ...maya, email: null, phone }, 'DAILY')).toEqual([['recipient.phone', 'phone_invalid']]);
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
  expect(wrong(typed({ starts: 'time', terms }))).toEqual(['terms.start: date_invalid']);
  expect(wrong(typed({ starts: 'now', answers: answered('period'), terms }))).toEqual(['terms.end: end_before_start']);
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
    answers: { length: 'period' },
    terms: { end, role: 'resident', notify: true },
  });
});

const byPhone = { firstName: 'Sam', lastName: 'Painter', email: '', phone: '+1 212 555 0123' };
const asked = (form: GrantForm, known: Parameters<typeof inputOf>[1] = null) => inputOf(form, known, intentId, now);

test('one day by phone is a daily code from now, without an end', () => {
  const form = typed({ answers: answered('today'), recipient: byPhone });
  expect(wrong(form)).toEqual([]);
  expect(asked(form)).toMatchObject({
    recipient: { kind: 'new', email: '', phone: '+1 212 555 0123' },
    terms: { passcodeType: 'DAILY', start: now, end: null },
  });
});

test('one day that can be revoked is permanent until midnight at the building, and needs the email', () => {
  const form = typed({ answers: answered('today', true), recipient: byPhone });
  expect(asked(form).terms).toMatchObject({ passcodeType: 'PERMANENT', end: '2027-06-02T04:00:00.000Z' });
  expect(wrong(form)).toEqual(['recipient.email: email_required']);
});

test('tomorrow begins at midnight there, also on the short day when clocks go forward', () => {
  const beforeChange = '2027-03-13T23:30:00.000Z';
  const form = typed({ answers: answered('tomorrow', true) });
  expect(inputOf(form, null, intentId, beforeChange).terms).toMatchObject({
    start: '2027-03-14T05:00:00.000Z',
    end: '2027-03-15T04:00:00.000Z',
  });
});

test('of two addresses a daily code goes to the one chosen; permanent access takes both', () => {
  const both = { ...maya, phone: '+12125550123' };
  const form = { ...initialForm(both, { doors: [gym] }), answers: answered('today'), sendTo: 'phone' as const };
  expect(asked(form, both).recipient).toEqual({ kind: 'known', personId: maya.id, contact: 'phone' });
  expect(violationsOf(form, both, now)).toEqual([]);
  expect(asked({ ...form, answers: answered('open') }, both).recipient).toEqual({ kind: 'known', personId: maya.id });
  const typedBoth = typed({ answers: answered('today'), recipient: { ...byPhone, email: 'sam@example.com' } });
  expect(asked(typedBoth).recipient).toMatchObject({ email: 'sam@example.com', phone: '' });
});

test('an expert’s own choice goes before the proposal, and breaks the same rules', () => {
  const end = '2027-06-05T12:00:00.000Z';
  const form = typed({ kind: 'DAILY', answers: answered('period'), terms: { ...typed().terms, end, shareable: true } });
  expect(asked(form).terms.passcodeType).toBe('DAILY');
  expect(wrong(form)).toEqual(['terms.shareable: daily_not_shareable', 'terms.end: END_TIME_NOT_SUPPORTED']);
});

test('a building whose zone nobody knows takes no daily code', () => {
  const form = typed({ answers: answered('today'), doors: [{ ...gym, timeZone: null }] });
  expect(wrong(form)).toEqual(['doorIds: door_zone_unknown']);
});

test('opened again an expert’s choice and the address chosen are kept', () => {
  const answers = answered('open');
  const terms = { ...typed().terms, start: now, passcodeType: 'DAILY' } as const;
  expect(initialForm(maya, { doors: [gym], terms, answers, sendTo: 'phone' })).toMatchObject({
    kind: 'DAILY',
    sendTo: 'phone',
  });
  expect(initialForm(maya, { terms, answers: answered('today') }).kind).toBe('proposed');
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
