import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8'));
const { checked, floors } = z
  .object({
    checked: z.iso.date(),
    floors: z.record(z.string(), z.object({ floor: z.string(), because: z.string().min(1) })),
  })
  .parse(read('version-floors.json'));
const lock = z
  .object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
  .parse(read('../package-lock.json'));

const byName = z.record(z.string(), z.string());
const manifest = z.object({ dependencies: byName, devDependencies: byName }).parse(read('../package.json'));

/** Every copy of a package that the lock file installs. */
const installed = (name: string): string[] =>
  Object.entries(lock.packages).flatMap(([at, { version }]) =>
    version && (at === `node_modules/${name}` || at.endsWith(`/node_modules/${name}`)) ? [version] : [],
  );

const numbers = (version: string): number[] => version.split(/[.-]/).slice(0, 3).map(Number);

function isBelow(version: string, floor: string): boolean {
  const [mine, lowest] = [numbers(version), numbers(floor)];
  const at = mine.findIndex((part, index) => part !== lowest[index]);
  return at >= 0 && (mine[at] ?? 0) < (lowest[at] ?? 0);
}

test.each(Object.entries(floors))('S01 R47 %s is at or above its security floor', (name, { floor }) => {
  const versions = installed(name);
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => isBelow(version, floor))).toEqual([]);
});

test('V28 every package of ours is asked for by one version, the one the lock file installs', () => {
  const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const loose = wanted.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version);
  expect(loose).toEqual([]);
});

test('versions are compared by their numbers', () => {
  const pairs = [
    ['16.4.10', '16.4.6'],
    ['16.10.0', '16.4.6'],
    ['16.4.6', '16.4.6'],
    ['16.4.5', '16.4.6'],
    ['15.9.9', '16.0.0'],
  ] as const;
  expect(pairs.map(([version, floor]) => isBelow(version, floor))).toEqual([false, false, false, true, true]);
});

test('S01 the floors were looked up lately; when they were not, that is said and fails nothing', () => {
  const age = (Date.now() - Date.parse(checked)) / 86_400_000;
  if (age > 30)
    console.warn(`scripts/version-floors.json was last checked ${Math.floor(age)} days ago: look for advisories.`);
  expect(Number.isFinite(age)).toBe(true);
});
