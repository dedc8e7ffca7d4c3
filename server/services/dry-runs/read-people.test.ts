import { expect, test } from 'vitest';
import type { PlanOnboardingInput } from '#lib/schemas/dry-run';
import { readPeople } from './read-people.ts';

const table = (text: string): PlanOnboardingInput => ({
  text,
  hasHeader: false,
  columns: { firstName: 0, lastName: 1, email: 2, phone: null, building: null, place: null, start: null, end: null },
  doorIds: [],
  firstDay: null,
  lastDay: null,
  role: 'resident',
  shareable: false,
  notify: true,
});
const fine = 'Ann,Lee,ann@example.com';

test.each([
  ['too many columns', `Bo,Lee,bo@example.com${',x'.repeat(198)}`],
  ['too much in one of them', `${'B'.repeat(1001)},Lee,bo@example.com`],
])('a line with %s is refused by its number, and nobody is read', (_, large) => {
  const refusal = { code: 'invalid', field: 'text', params: { reason: 'table_row_too_large', line: 2 } };
  expect(() => readPeople(table(`${fine}\n${large}`))).toThrow(expect.objectContaining(refusal));
});

test('S18 a quote that is never closed is refused, however few rows follow, and nobody is read', () => {
  const refusal = { code: 'invalid', field: 'text', params: { reason: 'table_quote_open', line: 2 } };
  expect(() => readPeople(table(`${fine}\nBo,"Lee,bo@example.com\n${fine}`))).toThrow(expect.objectContaining(refusal));
});

test('a line at the limits is read', () => {
  const [, person] = readPeople(table(`${fine}\n${'B'.repeat(1000)},Lee,bo@example.com${',x'.repeat(197)}`));
  expect(person).toMatchObject({ line: 2, recipient: { lastName: 'Lee' } });
});
