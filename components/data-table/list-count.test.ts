import { expect, test } from 'vitest';
import { countText } from './list-count.tsx';

const noun = { one: 'person', many: 'people' };

test.each([
  [{ count: 1, isExact: true }, 1, false, '1 person'],
  [{ count: 8339, isExact: true }, 50, true, '8,339 people'],
  [{ count: 250_000, isExact: false }, 50, true, 'About 250,000 people'],
  [undefined, 50, true, '50 people on this page'],
  [undefined, 1, false, '1 person'],
  [undefined, 0, false, 'No people'],
])('%o with %i shown is told as it is', (count, shown, hasMore, text) => {
  expect(countText(count, shown, hasMore, noun)).toBe(text);
});
