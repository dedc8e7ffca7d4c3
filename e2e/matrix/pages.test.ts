import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReactNode } from 'react';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Role, roles } from '#lib/permissions';
import { db } from '#server/db/pool';
import { settings } from '#server/settings';
import { type BackOffice, startBackOffice } from '../fixtures/back-office.ts';
import { consolePatterns } from '../fixtures/routes.ts';
import { signInAs } from '../fixtures/sign-in-as.ts';
import { answerNames } from './answer-names.ts';
import { letterOf, reaches } from './expected.ts';
import { expectedPages, pageNames } from './expected-pages.ts';
import { makeWorld, places, randomTarget, scopeOf, type Target, type World } from './world.ts';

const jar = new Map<string, string>();
let asked = '/';
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined) }),
  headers: async () => new Headers({ 'x-gatehouse-peer': '192.0.2.1', 'x-return-path': asked }),
}));

type Page = (props: { params: Promise<object>; searchParams: Promise<object> }) => Promise<ReactNode>;

const folder = path.join(import.meta.dirname, '../../app/(console)');
const fileOf = (pattern: string) => path.join(folder, pattern, 'page.tsx');
/** Lead on and show nothing: everybody has an account, and whoever may search is sent back to what they looked for. */
const leadingOn = ['/settings', '/search-limit'];
const pages = new Map<string, Page>();
let office: BackOffice;
let world: World;
let frameOf: (props: { children: ReactNode }) => Promise<ReactNode>;

beforeAll(async () => {
  office = await startBackOffice({ people: 40, buildings: 9 });
  world = await makeWorld();
  for (const pattern of consolePatterns) pages.set(pattern, (await import(fileOf(pattern))).default);
  frameOf = (await import(path.join(folder, 'layout.tsx'))).default;
}, 120_000);
afterAll(() => office.stop());

test('S05 every page has its line in expected-pages.ts, and none is left over', () => {
  expect(Object.keys(expectedPages).toSorted()).toEqual(consolePatterns);
});

test('S03 every page of the console asks for the session itself, not its layout alone', () => {
  const open = consolePatterns.filter((pattern) => !/await pageSession\('/.test(readFileSync(fileOf(pattern), 'utf8')));
  expect(open).toEqual(['/settings']);
});

/**
 * What comes of opening a page as a new member of staff: what it shows, or where it leads, or that nothing is there.
 */
async function open(pattern: string, role: Role, target: Target): Promise<{ is: string; shown?: ReactNode }> {
  const { cookie, staffId } = await signInAs(
    db(),
    { role, ...scopeOf(role, world.targets) },
    { url: settings().web.publicUrl, secret: settings().secrets.session },
  );
  jar.clear();
  jar.set(cookie.name, cookie.value);
  const params = (await expectedPages[pattern]?.ask?.(target, staffId)) ?? { guide: 'leasing-staff' };
  asked = pattern.replace(/\/\[\[\.\.\.\w+\]\]/, '').replace(/\[(\w+)\]/g, (_, name) => Reflect.get(params, name));
  try {
    const props = { params: Promise.resolve(params), searchParams: Promise.resolve({}) };
    return { is: 'shown', shown: await pages.get(pattern)?.(props) };
  } catch (error) {
    const { digest = '' } = error as { digest?: string };
    if (digest.startsWith('NEXT_REDIRECT')) return { is: 'leads on' };
    if (digest === 'NEXT_HTTP_ERROR_FALLBACK;404') return { is: 'missing' };
    throw error;
  }
}

function listedFor(role: Role): string[] {
  const lists = [pageNames, ...Object.values(answerNames)].flatMap((lines) => Object.entries(lines));
  return lists.flatMap(([readers, names]) => (readers.includes(letterOf(role)) ? names.trim().split(/\s+/) : []));
}

/** The names in the data that components are given; those of their properties themselves are ours. */
function namesIn(shown: unknown): string[] {
  if (Array.isArray(shown)) return shown.flatMap(namesIn);
  if (typeof shown !== 'object' || shown === null) return [];
  if ('$$typeof' in shown && 'props' in shown) return Object.values(shown.props as object).flatMap(namesIn);
  return Object.entries(shown).flatMap(([name, value]) => [name, ...namesIn(value)]);
}

describe.each(roles)('S05 %s', (role) => {
  test('opens the pages that expected-pages.ts says, about what is in scope, with no name in them that is not listed', async () => {
    const listed = listedFor(role);
    const names = new Set<string>();
    for (const [pattern, { may, ask }] of Object.entries(expectedPages)) {
      const isAllowed = may.includes(letterOf(role));
      for (const place of ask ? places : (['own'] as const)) {
        const { is, shown } = await open(pattern, role, world.targets[place]);
        const isReached = isAllowed && (!ask || reaches[role].some((each) => each === place));
        expect(is, `${pattern} ${place}`).toBe(
          !isReached ? 'missing' : leadingOn.includes(pattern) ? 'leads on' : 'shown',
        );
        for (const name of namesIn(shown)) names.add(name);
      }
      if (ask) expect((await open(pattern, role, randomTarget())).is, pattern).toBe('missing');
    }
    for (const name of namesIn(await frameOf({ children: null }))) names.add(name);
    expect([...names].filter((name) => !listed.includes(name)).toSorted()).toEqual([]);
  }, 120_000);
});
