import { expect, test } from 'vitest';
import { type AccessChange, checkChange, endAfter } from './change-rules.ts';

const now = '2027-06-01T12:00:00.000Z';
const gym = {
  doorName: 'Gym',
  start: '2027-01-01T15:00:00.000Z',
  end: '2027-07-31T15:00:00.000Z',
  shareable: false,
  timeZone: 'America/New_York',
};
const keep: AccessChange = { end: { kind: 'keep' }, shareable: null };
const reasons = (access: Partial<typeof gym> | { end: null } | { shareable: null }, change: Partial<AccessChange>) =>
  checkChange([{ ...gym, ...access }], { ...keep, ...change }, now).map(({ field, reason }) => `${field} ${reason}`);

test.each([
  [{}, {}, ['end nothing_to_change']],
  [{}, { shareable: true }, []],
  [{}, { end: { kind: 'never' } }, []],
  [{}, { end: { kind: 'at', at: now } }, ['end end_past']],
  [{}, { end: { kind: 'at', at: gym.start } }, ['end end_before_start']],
  [{}, { end: { kind: 'at', at: '2027-06-01T12:00:00.001Z' } }, []],
  [{ end: null }, { end: { kind: 'later', months: 12 } }, ['end no_end_to_extend']],
  [{ shareable: null }, { end: { kind: 'never' } }, ['shareable sharing_unknown']],
  [{ shareable: null }, { end: { kind: 'never' }, shareable: false }, []],
  [{ end: '2027-05-01T00:00:00.000Z' }, { shareable: true }, ['end end_past']],
] as const)('%o changed by %o breaks %o', (access, change, broken) => {
  expect(reasons(access, change)).toEqual(broken);
});

test('months are counted by the calendar of the building, across the change of clocks', () => {
  const leapDay = '2028-02-29T15:00:00.000Z';
  const year = { kind: 'later', months: 12 } as const;
  expect(endAfter({ end: leapDay, timeZone: 'America/New_York' }, year)).toBe('2029-02-28T15:00:00.000Z');
  expect(endAfter({ end: '2027-01-31T16:00:00.000Z', timeZone: 'America/New_York' }, { ...year, months: 6 })).toBe(
    '2027-07-31T15:00:00.000Z',
  );
});
