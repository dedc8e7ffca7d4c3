import { expect, test } from 'vitest';
import { addressWords } from './building-words.ts';

test('a card says where the building is, or why it cannot', () => {
  expect(addressWords({ address: ['1 Elm St', 'Boston'], hasFailed: false })).toBe('1 Elm St, Boston');
  expect(addressWords({ address: [], hasFailed: false })).toContain('no address');
  expect(addressWords({ hasFailed: false })).toContain('Loading');
  expect(addressWords({ hasFailed: true })).toContain('could not be loaded');
  // What was loaded before stands, whatever became of asking again.
  expect(addressWords({ address: ['1 Elm St'], hasFailed: true })).toBe('1 Elm St');
});
