import { expect, test } from 'vitest';
import type { MovedDoor, TransferPreview } from '../schemas/tenancy.ts';
import type { LeasedDoorView } from '../schemas/unit.ts';
import {
  heldOtherwise,
  keptBy,
  moveInSentences,
  moveOutLabel,
  moveOutSentences,
  notGiven,
  transferSentences,
  whatIsLeft,
} from './tenancy-words.ts';

const door = (name: string, more: Partial<LeasedDoorView> = {}): LeasedDoorView => ({
  id: name,
  name,
  kind: 'door',
  isConnected: true,
  isActivated: true,
  isGone: false,
  isShareable: true,
  endsOn: null,
  ...more,
});

test('a move-in says who opens what and until when, what waits for a sync and what becomes a task', () => {
  const facts = {
    name: 'Maya',
    email: 'maya@example.com',
    unitName: '4B',
    doors: [
      door('Apt 4B', { isConnected: false }),
      door('Gym', { isShareable: false }),
      door('Elevator', { kind: 'elevator' }),
    ],
    window: { start: '2026-12-01T14:00:00.000Z', end: '2027-07-31T21:00:00.000Z' },
    zone: 'America/New_York',
    needsKeycard: true,
    heldIds: [],
  };
  expect(moveInSentences(facts)).toEqual([
    'Maya can open Apt 4B and Gym from 1 Dec 2026, 09:00 (New York), until 31 Jul 2027, 17:00 (New York).',
    'Latch sends the invite to maya@example.com at once.',
    'Gym: may not be passed on to guests.',
    'Apt 4B: the lock is offline and opens once it has synced.',
    'Elevator: OpenKit cannot give it, so it becomes a task.',
    'The keycard becomes a task.',
  ]);
  // What they hold already is not given, and nobody is invited to it.
  expect(moveInSentences({ ...facts, heldIds: ['Apt 4B'] })[0]).toMatch(/^Maya can open Gym from/);
  expect(moveInSentences({ ...facts, heldIds: ['Apt 4B', 'Gym'] }).slice(0, 2)).toEqual([
    'Maya gets the lease of 4B, and no new door.',
    'Elevator: OpenKit cannot give it, so it becomes a task.',
  ]);
});

test('a move-in says which doors close before the lease ends, and which are over before it begins', () => {
  const facts = {
    ...{ name: 'Maya', email: 'maya@example.com', unitName: '4B', needsKeycard: false, heldIds: [] },
    window: { start: '2026-12-01T14:00:00.000Z', end: '2027-07-31T21:00:00.000Z' },
    zone: 'America/New_York',
  };
  const pool = door('Pool', { endsOn: '2026-09-30' });
  const terrace = door('Terrace', { endsOn: '2027-01-31', isShareable: false });
  const doors = [terrace, door('Apt 4B'), pool, door('Gym', { endsOn: '2027-12-31' })];
  expect(moveInSentences({ ...facts, doors })).toEqual([
    'Maya can open Apt 4B and Gym from 1 Dec 2026, 09:00 (New York), until 31 Jul 2027, 17:00 (New York).',
    'Terrace: until 1 Feb 2027, 00:00 (New York) only, because of its own last day.',
    'Pool: not given, its own last day is over before the lease begins.',
    'Latch sends the invite to maya@example.com at once.',
    'Terrace: may not be passed on to guests.',
  ]);
  expect(moveInSentences({ ...facts, doors: [pool] })).toEqual([
    'Maya gets the lease of 4B, and no new door.',
    'Pool: not given, its own last day is over before the lease begins.',
  ]);
});

const held = { end: '2027-01-31T22:00:00.000Z', shareable: true };
const moved = (doorName: string, becomes: MovedDoor['becomes'], more: Partial<MovedDoor> = {}): MovedDoor => ({
  doorId: doorName,
  doorName,
  buildingName: 'The Alder',
  isConnected: true,
  becomes,
  before: becomes === 'given' ? null : held,
  after: becomes === 'revoked' ? null : held,
  hasCode: false,
  reasons: [],
  guests: [],
  ...more,
});
const move = (doors: MovedDoor[], more: Partial<TransferPreview> = {}): TransferPreview => ({
  name: 'Maya',
  email: 'maya@example.com',
  unitName: '5C',
  timeZone: 'America/New_York',
  hasNoDoor: false,
  isHomeFirst: true,
  doors,
  guestsAlone: [],
  guestsKept: [],
  guestsUntil: [],
  guestsTooLate: [],
  daily: [],
  sharedByOthers: [],
  ...more,
});
const until = 'until 31 Jan 2027, 17:00 (New York)';

test('a transfer says what is given, revoked, kept and until when', () => {
  const doors = [moved('Apt 5C', 'given'), moved('Gym', 'same'), moved('Apt 4B', 'revoked', { hasCode: true })];
  expect(transferSentences(move(doors), ['Sam Lee'])).toEqual([
    `Maya can open Apt 5C at once, ${until}.`,
    'Apt 4B: revoked once OpenKit has confirmed the new home.',
    'Their doorcode stops opening Apt 4B.',
    `Gym: held ${until} already, stays as it is.`,
    'Latch sends the invite to maya@example.com at once.',
    'Sam Lee already lives there.',
  ]);
  const after = { end: '2027-07-31T21:00:00.000Z', shareable: true };
  const pool = moved('Pool', 'given', { after: { ...held, end: '2026-12-31T22:00:00.000Z' } });
  const changing = [moved('Apt 5C', 'given'), pool, moved('Gym', 'changed', { after })];
  expect(transferSentences(move(changing), [])).toEqual([
    `Maya can open Apt 5C at once, ${until}.`,
    'Pool: until 31 Dec 2026, 17:00 (New York) only.',
    `Gym: held ${until} already, will be changed: until 31 Jul 2027, 17:00 (New York).`,
    'Latch sends the invite to maya@example.com at once.',
  ]);
  const kept = moved('Garage', 'kept', { reasons: ['lease of 6A'] });
  expect(transferSentences(move([kept, moved('Apt 4B', 'revoked')], { isHomeFirst: false }), [])).toEqual([
    'Maya gets the new lease, and no new door.',
    'Apt 4B: revoked at once.',
    'Garage: stays theirs (lease of 6A).',
  ]);
  // Given in Mission Control: nobody noted what for.
  expect(transferSentences(move([moved('Pool', 'kept')]), []).at(-1)).toBe('Pool: stays theirs.');
});

test('a transfer names the guests and locks it reaches, and what stays or is not given', () => {
  const doors = [
    moved('Apt 5C', 'given', { isConnected: false }),
    moved('Gym', 'changed', { isConnected: null, after: { ...held, end: null } }),
    moved('Apt 4B', 'revoked', { isConnected: false, guests: ['Will Fir', 'Will Fir'] }),
    moved('Pool', 'over'),
    moved('Roof', 'waiting'),
    moved('Elevator', 'task'),
    moved('Lobby', 'doubled'),
  ];
  const day = { doorName: 'Apt 4B', end: '2026-11-26T05:00:00.000Z', timeZone: 'America/New_York' };
  const guest = (doorName: string, name: string) => ({ doorName, name, isConnected: false });
  const ends = { before: null, end: held.end };
  const sentences = transferSentences(
    move(doors, {
      hasNoDoor: true,
      guestsAlone: [guest('Garage', 'Bo Holt')],
      guestsKept: [
        { ...guest('Apt 4B', 'Jo Elm'), ...ends },
        { ...guest('Bike Room', 'Jo Elm'), ...ends, before: ends.end },
      ],
      guestsUntil: [{ ...guest('Gym', 'Di Ash'), ...ends, isConnected: null }],
      guestsTooLate: [guest('Terrace', 'Vi Oak')],
      daily: [{ ...day, guestName: 'Tess Birch' }],
      sharedByOthers: ['Shed'],
    }),
    [],
  );
  expect(sentences.slice(2)).toEqual([
    'Will Fir: let in by them, lose it too, and do not get it back automatically.',
    'Garage (Bo Holt): revoked from their guests, who open it although they do not.',
    `Gym: held ${until} already, will be changed: without an end.`,
    `Apt 4B (Jo Elm) and Bike Room (Jo Elm): their guests keep it for something else, ${until}.`,
    `Gym (Di Ash): ends earlier for their guests, ${until}.`,
    'Terrace (Vi Oak): revoked from their guests, whose stay would begin only after theirs ends.',
    'Latch sends the invite to maya@example.com at once.',
    'Apt 5C: the lock is offline and opens once it has synced.',
    'Apt 4B and Garage: the lock is offline and keeps opening until it has synced.',
    'Terrace: the lock is offline and would still open for these guests until it has synced.',
    'Apt 4B: the lock is offline and uses the old end until it has synced.',
    'Gym: nobody knows whether the lock is connected. If not, it uses the old end until it has synced.',
    'Apt 4B (Tess Birch): a day code stays valid until 26 Nov 2026, 00:00 (New York) and cannot be taken back.',
    'Shed: shared with them by a resident, who can take it back.',
    'Lobby: held more than once, so it is left as it is. OpenKit cannot tell one from the other.',
    'Roof: not given by this: taken for a lost phone, or OpenKit cannot give it now.',
    'Pool: not given, its own last day is over before the lease begins.',
    'Elevator: OpenKit cannot give it, so it becomes a task.',
    '5C has no private door yet. Enabling one for OpenKit becomes a task.',
  ]);
});

test('a transfer to another building says which doors are where', () => {
  const there = { buildingName: 'Birch House' };
  const doors = [
    ...[moved('Apt 5C', 'given', there), moved('Lobby', 'given', there)],
    ...[moved('Apt 4B', 'revoked'), { ...moved('Lobby', 'revoked'), doorId: 'Lobby there' }],
  ];
  expect(transferSentences(move(doors), []).slice(0, 2)).toEqual([
    `Maya can open Apt 5C and Lobby in Birch House at once, ${until}.`,
    'Apt 4B and Lobby in The Alder: revoked once OpenKit has confirmed the new home.',
  ]);
});

test('a transfer of somebody without an email promises no door', () => {
  expect(transferSentences(move([], { email: null }), [])).toEqual([
    'Maya gets the new lease, but no access: without an email address OpenKit cannot give any.',
  ]);
});

test('a move-out says which codes stop, which guests fall and what stays', () => {
  const ending = {
    doorId: 'a',
    doorName: 'Apt 4B',
    buildingName: 'The Alder',
    because: 'lease' as const,
    reasons: [],
    isInBuilding: true,
    isConnected: false,
    hasCode: true,
    guests: ['Sam Lee'],
  };
  const guestsAlone = [{ doorName: 'Garage', name: 'Bo Holt' }];
  const daily = [{ doorName: 'Gym', end: '2026-11-26T05:00:00.000Z', timeZone: 'America/New_York', guestName: null }];
  const leaver = {
    tenancyId: 't',
    personId: 'p',
    name: 'Maya',
    doors: [ending],
    guestsAlone,
    daily,
    sharedByOthers: [],
  };
  expect(moveOutSentences(leaver, [ending])).toEqual([
    'Their doorcode stops opening Apt 4B.',
    'Sam Lee: let in by them, lose it too, and do not get it back automatically.',
    'Garage (Bo Holt): revoked from their guests, who open it although they do not.',
    'Apt 4B: the lock is offline and keeps opening until it has synced.',
    'Gym: a day code stays valid until 26 Nov 2026, 00:00 (New York) and cannot be taken back.',
  ]);
});

test('the button names the person, or how many', () => {
  expect(moveOutLabel([{ name: 'Maya Okafor' }], 5)).toBe('Move Maya Okafor out: revoke 5 doors');
  expect(moveOutLabel([{ name: 'A' }, { name: 'B' }], 1)).toBe('Move 2 people out: revoke 1 door');
  expect(moveOutLabel([{ name: 'A' }], 0)).toBe('Move A out');
});

test('what could not be read is not called clear', () => {
  expect(whatIsLeft(0, 0)).toBe('0 doors left in your buildings');
  expect(whatIsLeft(0, 1)).toBe('0 doors left of what could be read, 1 access could not be');
});

test('what keeps a door is said in words', () => {
  expect(keptBy(['lease of 5C', 'job'])).toBe('lease of 5C and a job');
});

test('doors that do not stand as the lease says are named, unless they are being changed', () => {
  const tenant = { operationId: null, differingDoors: ['Gym', 'Pool'], doubledDoors: ['Lobby'] };
  expect(heldOtherwise(tenant)).toEqual([
    'Gym and Pool: start, end or sharing differs from the lease.',
    'Lobby: held more than once, so it is left as it is. OpenKit cannot tell one from the other.',
  ]);
  expect(heldOtherwise({ ...tenant, operationId: 'o' })).toEqual([]);
  expect(heldOtherwise({ operationId: null, differingDoors: [], doubledDoors: [] })).toEqual([]);
});

test('a change of a lease says how many of its doors it does not give', () => {
  expect(notGiven(0)).toEqual([]);
  expect(notGiven(1)).toEqual([
    '1 door of the lease is not given by this: taken for a lost phone, or OpenKit cannot give it now.',
  ]);
  expect(notGiven(6)).toEqual([
    '6 doors of the lease are not given by this: taken for a lost phone, or OpenKit cannot give them now.',
  ]);
});
