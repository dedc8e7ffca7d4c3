import { expect, test } from 'vitest';
import { type Chord, shortcutFor } from './shortcuts.ts';

const key = (name: string, held: { ctrlKey?: boolean; metaKey?: boolean } = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test.each([
  ['k', { ctrlKey: true }, 'box'],
  ['k', { metaKey: true }, 'box'],
  ['K', { ctrlKey: true }, 'box'],
  ['k', {}, null],
  ['?', {}, 'shortcuts'],
  ['g', {}, 'go'],
  ['p', {}, null],
] as const)('%s with %o means %s', (name, held, meaning) => {
  expect(shortcutFor(key(name, held), null, false, true)).toBe(meaning);
});

test('g and then a letter goes somewhere; any other letter after it does nothing', () => {
  const after = (name: string, chord: Chord = 'g') => shortcutFor(key(name), chord, false, true);
  expect([after('p'), after('d'), after('b')]).toEqual(['people', 'doors', 'buildings']);
  expect([after('x'), after('?'), after('p', null)]).toEqual([null, null, null]);
});

test('while typing, or with letters switched off, only Ctrl K is left', () => {
  for (const [isTyping, areLettersOn] of [
    [true, true],
    [false, false],
  ] as const) {
    expect(shortcutFor(key('?'), null, isTyping, areLettersOn)).toBeNull();
    expect(shortcutFor(key('p'), 'g', isTyping, areLettersOn)).toBeNull();
    expect(shortcutFor(key('k', { ctrlKey: true }), null, isTyping, areLettersOn)).toBe('box');
  }
});
