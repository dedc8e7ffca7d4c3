import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const queries = path.join(root, 'lib/queries');
const sources = readdirSync(queries).map((file) => readFileSync(path.join(queries, file), 'utf8'));

/** `/api/people/${personId}` and `/api/diagnosis?${search}` as folders of `app`. */
const folderOf = (address: string): string => address.replace(/\?.*/, '').replace(/\$\{\w+\}/g, '[id]');

test('what pages ask again by themselves does not keep their session alive', () => {
  const polling = sources
    .flatMap((source) => source.split('queryOptions('))
    .filter((part) => /refetchInterval:/.test(part));
  const folders = polling.map((part) => folderOf(/fetchJson\(\s*['`](.+?)['`]/.exec(part)?.[1] ?? ''));
  expect(folders.length).toBeGreaterThan(5);
  const unmarked = folders.filter((folder) => {
    const route = readFileSync(path.join(root, 'app', folder, 'route.ts'), 'utf8');
    return !route.includes('isPolled: true');
  });
  expect(unmarked).toEqual([]);
});
