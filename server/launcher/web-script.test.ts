import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
let folder: string;

/** In the place of Next: says how it was called. */
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-web-'));
  writeFileSync(path.join(folder, 'next'), '#!/bin/sh\necho "$@"\n');
  chmodSync(path.join(folder, 'next'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  [undefined, 'localhost'],
  ['', 'localhost'],
  ['::1', '::1'],
  ['10.0.0.7', '10.0.0.7'],
])('npm run web with HOST=%s listens on %s alone', (host, expected) => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const env = { NODE_ENV: 'production', PATH: `${folder}:${process.env.PATH}`, HOST: host } as const;
  const { stdout } = spawnSync('sh', ['-c', scripts.web], { env, encoding: 'utf8' });
  expect(stdout.trim()).toBe(`start -H ${expected}`);
});
