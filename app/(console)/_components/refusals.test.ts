import { expect, test, vi } from 'vitest';
import { Refusal } from '#lib/errors';
import { cursor, parseSearch, text } from '#lib/search-params';
import { startOver } from './refusals.ts';

// The request that Next would carry: its headers.
const requestHeaders = new Headers();
vi.mock('next/headers', () => ({ headers: async () => requestHeaders }));

const foreign = new Refusal('invalid', { field: 'cursor', params: { reason: 'cursor_foreign' } });

test('a cursor of another list leads to the same address without it, and that address names it', async () => {
  requestHeaders.set('x-return-path', '/people?q=ann&colour=red&columns=name&cursor=eyJ2IjoxfQ');
  const redirected = await startOver(foreign).catch((error: { digest: string }) => error.digest);
  const address = new URL(redirected.split(';')[2] ?? '', 'http://localhost');
  expect(address.pathname).toBe('/people');
  expect(address.searchParams.get('columns')).toBe('name');
  const { values, problems } = parseSearch({ q: text(), columns: text(), cursor }, address.searchParams);
  expect(values).toMatchObject({ q: 'ann', cursor: '' });
  expect(problems.toSorted()).toEqual(['colour', 'cursor']);
});

test('any other failure goes on', async () => {
  const failed = new Error('The database is away.');
  await expect(startOver(failed)).rejects.toBe(failed);
  const invalid = new Refusal('invalid', { field: 'state' });
  await expect(startOver(invalid)).rejects.toBe(invalid);
});
