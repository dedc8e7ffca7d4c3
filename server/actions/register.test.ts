import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { declaredActions } from '#server/auth/action';

const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

test('every server action went through a wrapper, under its own name', async () => {
  const exported: string[] = [];
  for (const file of files) {
    const actions: Record<string, unknown> = await import(path.join(import.meta.dirname, file));
    exported.push(...Object.keys(actions));
  }
  expect(exported.length).toBeGreaterThan(0);
  expect([...declaredActions.keys()].sort()).toEqual(exported.sort());
});

test('what may be called without a session is a list of its own', () => {
  const open = [...declaredActions].filter(([, permission]) => permission === 'public').map(([name]) => name);
  expect(open.sort()).toEqual(['carryInvite', 'choosePassword', 'readPasswordLink', 'setUpOwner', 'signOut']);
});
