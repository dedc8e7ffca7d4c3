import { expect, test } from 'vitest';
import { grantSentences, heldSentences } from './grant-words.ts';

const door = (name: string, accessibility: 'communal' | 'private' | null = 'communal', isConnected = true) => ({
  name,
  accessibility,
  isConnected,
});
const facts = {
  firstName: 'Maya',
  email: 'maya@example.com',
  doors: [door('Gym'), door('Pool'), door('Apt 4B', 'private')],
  start: null,
  end: '2027-07-31T15:00:00.000Z',
  zone: 'America/New_York',
  role: 'non_resident',
  notify: true,
} as const;

test('mail, doors, window with its zone, and codes, in this order', () => {
  expect(grantSentences(facts)).toEqual([
    'Latch emails maya@example.com an invite at once.',
    'Maya can open 3 doors from now until 31 Jul 2027, 11:00 (New York).',
    'Codes: one for the communal doors, one for the private door.',
  ]);
});

test('the invite goes out at once even for a later start', () => {
  const [mail, doors] = grantSentences({ ...facts, start: '2027-07-01T15:00:00.000Z' });
  expect(mail).toContain('even though it starts later');
  expect(doors).toContain('from 1 Jul 2027, 11:00 (New York)');
});

test('without a notice somebody has to tell the person', () => {
  expect(grantSentences({ ...facts, notify: false })[0]).toBe('Latch sends nothing: tell Maya yourself.');
});

test('a resident’s code is not promised here', () => {
  expect(grantSentences({ ...facts, role: 'resident' }).join(' ')).toContain('residents see theirs in the Latch app');
});

test('offline doors are named as waiting', () => {
  expect(grantSentences({ ...facts, doors: [door('Gym'), door('Roof', 'communal', false)] }).at(-1)).toBe(
    'Roof: the lock is offline and opens after its next sync.',
  );
});

test('doors held already keep the later end, and say what changes', () => {
  const held = { doorName: 'Gym', end: facts.end, shareable: false, timeZone: 'America/New_York', note: null };
  const said = (end: string | null, shareable = false, note: string | null = null) =>
    heldSentences([{ ...held, note }], () => ({ end, shareable }))[0];
  expect(said('2027-01-31T15:00:00.000Z')).toBe(
    'Gym: held until 31 Jul 2027, 11:00 (New York) already, stays as it is.',
  );
  expect(said(null, true)).toBe(
    'Gym: held until 31 Jul 2027, 11:00 (New York) already, will be changed: without an end, may be passed on to guests.',
  );
  expect(said(facts.end, false, 'Committee')).toContain('Gym: held for “Committee” until 31 Jul 2027');
  expect(heldSentences([], () => ({ end: null, shareable: true }))).toEqual([]);
});
