import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forget, isRecorded, packagesFingerprint, record, sourcesFingerprint } from './fingerprints.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-setup-'));
  write('package-lock.json', '{}');
  write('app/page.tsx', 'page');
  write('server/openkit/call.ts', 'call');
});

afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, content: string): void {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
}

test.each([
  ['a changed page', () => write('app/page.tsx', 'PAGE')],
  ['a new file', () => write('lib/new.ts', 'new')],
  ['another setting of Next', () => write('next.config.mjs', 'export default {}')],
  ['other packages', () => write('package-lock.json', '{"packages":{}}')],
  ['a renamed file', () => renameSync(path.join(root, 'app/page.tsx'), path.join(root, 'app/pagf.tsx'))],
])('%s asks for a new build', (_, change) => {
  const before = sourcesFingerprint(root);
  change();
  expect(sourcesFingerprint(root)).not.toBe(before);
});

test.each(['server/emulator/main.ts', 'app/page.test.tsx', 'README.md'])(
  '%s is in no page, so it asks for none',
  (file) => {
    const before = sourcesFingerprint(root);
    write(file, 'changed');
    expect(sourcesFingerprint(root)).toBe(before);
  },
);

test('text moved from one file to the next is a change', () => {
  write('lib/a.ts', 'one two');
  write('lib/b.ts', 'three');
  const before = sourcesFingerprint(root);
  write('lib/a.ts', 'one');
  write('lib/b.ts', ' twothree');
  expect(sourcesFingerprint(root)).not.toBe(before);
});

test('packages are installed again when the lock changes, and only then', () => {
  const before = packagesFingerprint(root);
  write('app/page.tsx', 'PAGE');
  expect(packagesFingerprint(root)).toBe(before);
  write('package-lock.json', '{"packages":{}}');
  expect(packagesFingerprint(root)).not.toBe(before);
});

test('a step counts as done for the input it was recorded with, until it is begun again', () => {
  const marker = path.join(root, '.hash');
  expect(isRecorded(marker, 'one')).toBe(false);
  record(marker, 'one');
  expect(isRecorded(marker, 'one')).toBe(true);
  expect(isRecorded(marker, 'two')).toBe(false);
  forget(marker);
  expect(isRecorded(marker, 'one')).toBe(false);
});
