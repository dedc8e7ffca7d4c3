import { expect, test } from 'vitest';
import { earlyKeys } from './early-keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false };
const keys = (...names: string[]) => names.map((key) => ({ ...plain, key }));

test('letters, a correction and Enter are kept until the box is there, and nothing after it', () => {
  const early = earlyKeys();
  early.begin();
  expect(keys('o', 'w', 'x', 'Backspace', ' ', '🚪', 'Enter').map(early.take)).not.toContain(false);
  expect(early.end()).toEqual({ text: 'ow 🚪', isEntered: true });
  expect(early.take({ ...plain, key: 'n' })).toBe(false);
  expect(early.end()).toEqual({ text: '', isEntered: false });
});

test('whoever types on after Enter has not chosen yet', () => {
  const early = earlyKeys();
  early.begin();
  keys('a', 'Enter', 'b').forEach(early.take);
  expect(early.end()).toEqual({ text: 'ab', isEntered: false });
});

test('shortcuts, other keys and words being composed are left to whom they are for', () => {
  const early = earlyKeys();
  expect(early.take({ ...plain, key: 'a' })).toBe(false);
  early.begin();
  expect(early.take({ ...plain, key: 'k', ctrlKey: true })).toBe(false);
  expect(early.take({ ...plain, key: 'c', metaKey: true })).toBe(false);
  expect(early.take({ ...plain, key: 'Tab' })).toBe(false);
  expect(early.take({ ...plain, key: 'か', isComposing: true })).toBe(false);
  expect(early.end().text).toBe('');
});
