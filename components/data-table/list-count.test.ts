import { expect, test } from 'vitest';
import { countText } from './list-count.tsx';
import { allText } from './list-selection.tsx';

const noun = { one: 'person', many: 'people' };

test.each([
  [{ count: 1, isExact: true }, 1, false, '1 person'],
  [{ count: 8339, isExact: true }, 50, true, '8,339 people'],
  [{ count: 250_000, isExact: false }, 50, true, 'About 250,000 people'],
  [undefined, 50, true, '50 people on this page'],
  [undefined, 1, false, '1 person'],
  [undefined, 0, false, 'No people'],
  [undefined, 0, true, 'No people on this page'],
])('%o with %i shown is told as it is', (count, shown, isPart, text) => {
  expect(countText(count, shown, isPart, noun)).toBe(text);
});

test.each([
  [{ count: 8339, isExact: true }, 0, 'All 8,339 selected'],
  [{ count: 8339, isExact: true }, 1, '8,338 selected, 1 left out'],
  [{ count: 250_000, isExact: false }, 0, 'All about 250,000 selected'],
  [{ count: 250_000, isExact: false }, 50, 'About 249,950 selected, 50 left out'],
  [{ count: 2, isExact: true }, 2, null],
  [undefined, 0, null],
])('all of %o but %i is told as it is', (total, left, text) => {
  expect(allText(total, left)).toBe(text);
});
