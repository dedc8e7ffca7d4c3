import { expect, test } from 'vitest';
import { statedColumns, withColumns, withoutColumns } from './list-columns.ts';

test('columns come out of an address as they went in, and leave the rest of it alone', () => {
  const search = withColumns('?q=O%27Brien&sort=-name', ['name', 'state']);
  expect(search).toBe('?q=O%27Brien&sort=-name&columns=name.state');
  expect(statedColumns(new URLSearchParams(search))).toEqual(['name', 'state']);
  expect(withoutColumns(new URLSearchParams(search)).toString()).toBe('q=O%27Brien&sort=-name');
  expect(withColumns('', null)).toBe('');
  expect(withColumns('', ['name'])).toBe('?columns=name');
});

test('an address without columns, and one with nothing in it, asks for none', () => {
  expect(statedColumns(new URLSearchParams('q=x'))).toBeNull();
  expect(statedColumns(new URLSearchParams('columns='))).toBeNull();
  expect(statedColumns(new URLSearchParams('columns=..'))).toBeNull();
  expect(statedColumns(new URLSearchParams({ columns: 'x'.repeat(500) }))?.[0]).toHaveLength(40);
});
