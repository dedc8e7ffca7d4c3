import { expect, test } from 'vitest';
import type { RevealedDoorcodeView } from '#lib/schemas/grant-access';
import { sampleAccess } from '#lib/testing/sample-access';
import { codesOf, doorcodeGroups } from './doorcode-groups.ts';

const revealed = (
  doorName: string,
  code: string | null,
  day: string | null = null,
  start = '2027-01-01T00:00:00.000Z',
): RevealedDoorcodeView => ({
  doorId: doorName.toLowerCase(),
  doorName,
  buildingName: 'Harbor House',
  timeZone: null,
  code,
  status: code ? 'valid' : 'none',
  start,
  day,
});

test('only what is held and current has a card, apart by building, kind, standing and end', () => {
  const groups = doorcodeGroups([
    sampleAccess(),
    sampleAccess({ doorId: 'pool' }),
    sampleAccess({ doorId: 'lobby', doorcodeStatus: 'resident' }),
    sampleAccess({ doorId: 'old', state: 'ended' }),
    sampleAccess({ doorId: 'asked', isHeld: false }),
  ]);
  expect(groups.map((group) => group.accesses.map((access) => access.doorId))).toEqual([['gym', 'pool'], ['lobby']]);
});

test('a group that lost a door is another group, so that codes shown for it are forgotten', () => {
  const [both] = doorcodeGroups([sampleAccess(), sampleAccess({ doorId: 'pool' })]);
  const [one] = doorcodeGroups([sampleAccess()]);
  expect(both?.key).not.toBe(one?.key);
});

test('never more doors in one question than the server takes', () => {
  const many = Array.from({ length: 120 }, (_, index) => sampleAccess({ doorId: `door-${index}` }));
  expect(doorcodeGroups(many).map((group) => group.accesses.length)).toEqual([50, 50, 20]);
});

test('doors that share a code share a card; other kinds of access to the same doors stay out', () => {
  const [group] = doorcodeGroups(['gym', 'pool', 'apt'].map((doorId) => sampleAccess({ doorId })));
  if (!group) throw new Error('no group');
  const rows = [
    revealed('Gym', '1234567'),
    revealed('Pool', '1234567'),
    revealed('Apt', '7654321'),
    revealed('Gym', '9', '2027-01-01'),
  ];
  expect(codesOf(group, rows).map(({ code, doorNames }) => [code, doorNames])).toEqual([
    ['1234567', ['Gym', 'Pool']],
    ['7654321', ['Apt']],
  ]);
});

test('codes of two days on one door stay apart', () => {
  const daily = { passcodeType: 'DAILY' } as const;
  const [today, tomorrow] = doorcodeGroups([
    sampleAccess({ ...daily, id: 'a', day: '2027-01-01', end: '2027-01-02T05:00:00.000Z' }),
    sampleAccess({ ...daily, id: 'b', day: '2027-01-02', end: '2027-01-03T05:00:00.000Z' }),
  ]);
  const rows = [revealed('Gym', '1111111', '2027-01-01'), revealed('Gym', '2222222', '2027-01-02')];
  expect(today && codesOf(today, rows).map(({ code }) => code)).toEqual(['1111111']);
  expect(tomorrow && codesOf(tomorrow, rows).map(({ code }) => code)).toEqual(['2222222']);
});

test('a permanent that ran out and was given again shows the code of the new one alone', () => {
  const [group] = doorcodeGroups([sampleAccess({ start: '2027-03-01T00:00:00.000Z' })]);
  const rows = [revealed('Gym', '1111111'), revealed('Gym', '2222222', null, '2027-03-01T00:00:00Z')];
  expect(group && codesOf(group, rows).map(({ code }) => code)).toEqual(['2222222']);
});
