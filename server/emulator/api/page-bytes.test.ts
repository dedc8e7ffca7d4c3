import { expect, it } from 'vitest';
import { pageBytes } from './page-bytes.ts';

it.each([
  [[], {}],
  [[{ name: 'Zoë' }], { nextPageToken: null }],
  [[{ name: '李 🔑' }, { name: '"],"' }, 'text'], { nextPageToken: '100' }],
])('a page of %j is what JSON.stringify says', (rows, rest) => {
  expect(pageBytes('users', rows, rest).toString()).toBe(JSON.stringify({ users: rows, ...rest }));
});
