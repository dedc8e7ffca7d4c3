import { expect, test } from 'vitest';
import { groupCode } from './code-groups.ts';

test.each([
  ['4829103', '482 9103'],
  ['123456', '123 456'],
  ['7', '7'],
  ['', ''],
])('%s is read as %s', (code, grouped) => {
  expect(groupCode(code)).toBe(grouped);
});

test('leading zeros stay', () => {
  expect(groupCode('0029103')).toBe('002 9103');
});
