import { expect, test } from 'vitest';
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

test('a transfer says what is given, revoked, kept and until when', () => {
  const facts = {
    name: 'Maya',
    newDoors: ['Apt 5C'],
    oldDoors: ['Apt 4B'],
    newEnd: null,
    people: ['Sam Lee'],
    hasNoEmail: false,
  };
  expect(transferSentences(facts)).toEqual([
    'Maya can open Apt 5C at once.',
    'Apt 4B: revoked once OpenKit has confirmed the new home.',
    'Doors that come with both leases stay as they are.',
    'Sam Lee already lives there.',
  ]);
  const newEnd = { at: '2027-07-31T21:00:00.000Z', zone: 'America/New_York' };
  expect(transferSentences({ ...facts, newDoors: [], newEnd })).toMatchObject({
    0: 'Maya gets the new lease, and no new door.',
    2: 'Doors that come with both leases are held already, and get the new end: until 31 Jul 2027, 17:00 (New York).',
  });
});

test('a transfer of somebody without an email promises no door', () => {
  const facts = {
    name: 'Maya',
    newDoors: ['Apt 5C'],
    oldDoors: ['Apt 4B'],
    newEnd: null,
    people: [],
    hasNoEmail: true,
  };
  expect(transferSentences(facts)).toEqual([
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
