import { expect, it } from 'vitest';
import { pageBytes } from './page-bytes.ts';

it.each([
  [[], {}],
  [[{ name: 'Zoë' }], { nextPageToken: null }],
  [[{ name: '李 🔑' }, { name: '"],"' }, 'text'], { nextPageToken: '100' }],
])('a page of %j is what JSON.stringify says', (rows, rest) => {
  const texts = rows.map((row) => JSON.stringify(row));
  expect(pageBytes('users', texts, rest).toString()).toBe(JSON.stringify({ users: rows, ...rest }));
});
