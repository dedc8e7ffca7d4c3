import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { findOldPackages, floorsSchema, isBelow } from '#server/services/health/old-packages';

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8'));
const { checked, floors } = floorsSchema.parse(read('version-floors.json'));
const lock = z
  .object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
  .parse(read('../package-lock.json'));

const byName = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: byName, devDependencies: byName, scripts: byName })
  .parse(read('../package.json'));

/** Every copy of a package that the lock file installs. */
const installed = (name: string): string[] =>
  Object.entries(lock.packages).flatMap(([at, { version }]) =>
    version && (at === `node_modules/${name}` || at.endsWith(`/node_modules/${name}`)) ? [version] : [],
  );

test.each(Object.entries(floors))('S01 %s is at or above its security floor', (name, { floor }) => {
  const versions = installed(name);
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => isBelow(version, floor))).toEqual([]);
});

test('S01 an installation that stayed behind its lock is told by what stands in it', () => {
  expect(findOldPackages(path.join(import.meta.dirname, '..'))).toEqual([]);
  const root = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-old-'));
  const write = (file: string, content: unknown) => {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), JSON.stringify(content));
  };
  write('scripts/version-floors.json', read('version-floors.json'));
  for (const [name, { floor }] of Object.entries(floors))
    write(`node_modules/${name}/package.json`, { version: floor });
  write('node_modules/next/package.json', { version: '16.4.0' });
  expect(findOldPackages(root)).toEqual([{ name: 'next', version: '16.4.0', ...floors.next }]);
  rmSync(root, { recursive: true });
});

test('every package of ours is asked for by one version, the one the lock file installs', () => {
  const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const loose = wanted.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version);
  expect(loose).toEqual([]);
});

test('a package is added by a command that takes no release younger than a week', () => {
  const days = /--min-release-age=(\d+)/.exec(manifest.scripts.add ?? '')?.[1];
  expect(Number(days)).toBeGreaterThanOrEqual(7);
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
