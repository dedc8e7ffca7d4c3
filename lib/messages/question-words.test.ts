import { expect, test } from 'vitest';
import { readingsText } from './question-words.ts';

const askedAt = '2026-11-25T17:00:00.000Z';
const known = { askedAt, readBefore: '2026-11-25T16:00:00.000Z', readAfter: null, outages: 0, unconfirmed: 0 };
const hour = (at: number) => `2026-11-25T${at}:00:00.000Z`;

test('a time that is under way is told from one that lies ahead: of its past part only readings are known', () => {
  const text = (from: number, to: number | null) =>
    readingsText(known, { from: hour(from), to: to === null ? null : hour(to) });
  expect(text(18, 19)).toContain('lies ahead');
  expect(text(18, null)).toContain('lies ahead');
  expect(text(10, 19)).toContain('This time is not over');
  expect(text(10, 19)).toContain('OpenKit was read at 25 Nov 2026, 16:00');
  expect(text(10, 12)).toContain('not again since');
});
