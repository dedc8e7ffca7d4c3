import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findNode, isNewEnough } from './find-node.mjs';

let root: string;
let pinned: string;
let link: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-setup-'));
  pinned = path.join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  link = path.join(root, 'node_modules/.bin/node');
  mkdirSync(path.dirname(pinned), { recursive: true });
  mkdirSync(path.dirname(link));
  symlinkSync(pinned, link);
});

afterEach(() => rmSync(root, { recursive: true }));

test('takes the pinned Node where it runs', () => {
  symlinkSync(process.execPath, pinned);
  expect(findNode(root)).toBe(pinned);
  expect(existsSync(link)).toBe(true);
});

test('a pinned Node that cannot run here steps aside for our own', () => {
  writeFileSync(pinned, 'built for another C library', { mode: 0o755 });
  expect(findNode(root)).toBe(process.execPath);
  expect(existsSync(link)).toBe(false);
});

test('our own Node serves where none is packaged', () => {
  expect(findNode(root)).toBe(process.execPath);
});

test.each([
  ['24.7.0', true],
  ['25.0.0', true],
  ['24.6.9', false],
  ['20.20.2', false],
])('Node %s: new enough is %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});
