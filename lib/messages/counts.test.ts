import { expect, test } from 'vitest';
import { counted, listed } from './counts.ts';

test('a number carries its noun', () => {
  expect(counted(1, 'door')).toBe('1 door');
  expect(counted(2500, 'door')).toBe('2,500 doors');
  expect(counted(2, 'person', 'people')).toBe('2 people');
});

test.each([
  [[], ''],
  [['Gym'], 'Gym'],
  [['Gym', 'Pool'], 'Gym and Pool'],
  [['Gym', 'Pool', 'Roof', 'Attic'], 'Gym, Pool, Roof and Attic'],
  [['Gym', 'Pool', 'Roof', 'Attic', 'Cellar'], 'Gym, Pool, Roof and 2 more'],
])('%j reads "%s"', (names, sentence) => {
  expect(listed(names)).toBe(sentence);
});
