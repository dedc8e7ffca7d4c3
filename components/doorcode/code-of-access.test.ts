import { expect, test } from 'vitest';
import type { RevealedDoorcodeView } from '#lib/schemas/grant-access';
import { codeOfAccess } from './code-of-access.ts';

const row = (values: Partial<RevealedDoorcodeView>): RevealedDoorcodeView => ({
  doorId: 'gym',
  doorName: 'Gym',
  buildingName: 'Acorn House',
  timeZone: 'America/New_York',
  code: '4829103',
  status: 'valid',
  start: '2027-07-01T04:00:00.000Z',
  day: null,
  ...values,
});

test('a daily code is found by its day, whatever time OpenKit states', () => {
  const access = { doorId: 'gym', day: '2027-07-02', start: '2027-07-02T04:00:00.000Z' };
  const codes = [row({}), row({ day: '2027-07-01' }), row({ day: '2027-07-02', start: '2027-07-02T15:00:00.000Z' })];
  expect(codeOfAccess(access, codes)).toBe(codes[2]);
});

test('a permanent code is found by its start, in any spelling', () => {
  const access = { doorId: 'gym', day: null, start: '2027-07-01T04:00:00.000Z' };
  const codes = [
    row({ doorId: 'pool' }),
    row({ start: '2027-06-01T04:00:00.000Z' }),
    row({ start: '2027-07-01T04:00:00Z' }),
  ];
  expect(codeOfAccess(access, codes)).toBe(codes[2]);
});

test('the code of another access is never taken for it', () => {
  expect(
    codeOfAccess({ doorId: 'gym', day: '2027-07-01', start: '2027-07-01T04:00:00.000Z' }, [row({})]),
  ).toBeUndefined();
});
