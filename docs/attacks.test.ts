import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');
/** `test('S13 …`, `test.each(…)('S02 S04: …`: every number a name begins with. */
const names = /['"`]((?:S\d\d\b[ :,]*)+)/g;

test('every attack has a test that begins with its number, and no number stands for nothing', () => {
  const listed = [...readFileSync(path.join(import.meta.dirname, 'attacks.md'), 'utf8').matchAll(/^\| (S\d\d) \|/gm)];
  const files = globSync('{e2e,server,lib,scripts}/**/*.{test,spec}.{ts,tsx}', { cwd: root });
  const tried = files
    .flatMap((file) => [...readFileSync(path.join(root, file), 'utf8').matchAll(names)])
    .flatMap(([, numbers = '']) => numbers.match(/S\d\d/g) ?? []);
  const known = new Set(listed.map(([, number]) => number));
  expect(known.size).toBeGreaterThan(20);
  expect(new Set(tried)).toEqual(known);
});
