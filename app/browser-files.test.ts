import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');
const isDirected = (file: string, directive: string) => textOf(file).startsWith(`'${directive}';`);
const imported = /(?:^(?:import|export)\b[^'"]*?\bfrom|^import|\bimport\()\s*'([^']+)'/gm;

/** What of ours a file imports, types as well, by its place. */
function importsOf(file: string): string[] {
  const ours = [...textOf(file).matchAll(imported)].filter(([, stated = '']) => /^(?:@\/|#|\.)/.test(stated));
  return ours.map(([, stated = '']) => {
    const place = stated.startsWith('.') ? path.join(path.dirname(file), stated) : stated.replace(/^(?:@\/|#)/, '');
    const found = [place, `${place}.ts`, `${place}.tsx`].find(
      (each) => /\.\w+$/.test(each) && existsSync(path.join(root, each)),
    );
    if (!found) throw new Error(`${file} imports ${stated}, which is not there.`);
    return found;
  });
}

/**
 * Every file that one for the browser imports, be it for a type alone. What stands behind an action is not among them.
 */
function browserFiles(): string[] {
  const files = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.test\./.test(file));
  const reached = new Set(files.filter((file) => isDirected(file, 'use client')));
  for (const file of reached) {
    if (!isDirected(file, 'use server')) for (const each of importsOf(file)) reached.add(each);
  }
  return [...reached];
}

test('what the browser gets knows the server by its actions alone: no row of a table is the type of a property', () => {
  const files = browserFiles();
  expect(files.length).toBeGreaterThan(300);
  expect(files).toContain('server/actions/accesses.ts');
  const behind = files.filter((file) => file.startsWith('server/') && !isDirected(file, 'use server'));
  expect(behind).toEqual([]);
  expect(files.filter((file) => !file.startsWith('server/') && /process\.env/.test(textOf(file)))).toEqual([]);
});
