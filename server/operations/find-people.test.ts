import { expect, test } from 'vitest';
import type { Db } from '../db/pool.ts';
import type { OpenKit, PersonSnapshot } from '../openkit/types.ts';
import { findPeople, type Sought } from './find-people.ts';

const ctx = { requestId: 'test', priority: 'bulk' } as const;
const noor: Sought = { isThem: ({ email }) => email === 'noor@example.com', mayBeThem: () => true };
const row = (id: string, email: string | null): PersonSnapshot => ({
  id,
  ...{ firstName: 'Noor', lastName: 'Haddad', email, accesses: [], unreadableAccesses: 0 },
});

type Row = { items?: PersonSnapshot[]; unreadable?: number; next: string | null };
const listing = (pages: Record<string, Row>) => ({
  openkit: {
    listPeople: (_: unknown, token: string | null) => {
      const { items = [], unreadable = 0, next } = pages[token ?? 'first'] ?? { next: null };
      return Promise.resolve({ items, unreadable, nextPageToken: next });
    },
  } as OpenKit,
  ...knowing(0),
});

/** A mirror with so many people. */
const knowing = (known: number) => ({ db: { execute: () => Promise.resolve({ rows: [{ known }] }) } as unknown as Db });

/** A list whose pages always lead to another one; all are like this. */
function endless(page: Omit<Row, 'next'>) {
  let pages = 0;
  const listPeople = () => {
    pages += 1;
    return Promise.resolve({ items: [], unreadable: 0, ...page, nextPageToken: `${pages}` });
  };
  return { openkit: { listPeople } as unknown as OpenKit, pages: () => pages };
}

test.each([
  ['itself', { first: { next: 'a' }, a: { next: 'a' } }],
  ['a page before', { first: { next: 'a' }, a: { next: 'b' }, b: { next: 'a' } }],
])('a list whose page leads to %s proves nobody’s absence', async (_, pages) => {
  await expect(findPeople(listing(pages), ctx, [noor])).rejects.toMatchObject({ kind: 'unreadable' });
});

test.each([
  ['the same row again and again', { items: [row('1', 'ada@example.com')] }, 4],
  ['nobody', {}, 5],
  ['rows that nobody can read', { unreadable: 100 }, 5],
])('a list that goes on for ever with %s ends, and proves nobody’s absence', async (_, page, most) => {
  const list = endless(page);
  await expect(findPeople({ ...list, ...knowing(21) }, ctx, [noor])).rejects.toMatchObject({ reason: 'page_loop' });
  expect(list.pages()).toBe(most);
});

test('pages without anybody new in between end nothing', async () => {
  const same = [row('1', 'ada@example.com')];
  const pages = {
    ...{ first: { items: same, next: 'a' }, a: { items: same, next: 'b' }, b: { items: same, next: 'c' } },
    ...{ c: { items: [row('2', 'lee@example.com')], next: 'd' }, d: { items: same, next: 'e' } },
    e: { items: [row('3', 'noor@example.com')], next: null },
  };
  expect(await findPeople(listing(pages), ctx, [noor])).toMatchObject([{ person: { id: '3' } }]);
});

test('who is found before its pages go round in circles is found', async () => {
  const pages = { first: { next: 'a' }, a: { items: [row('1', 'noor@example.com')], next: 'a' } };
  expect(await findPeople(listing(pages), ctx, [noor])).toMatchObject([{ person: { id: '1' }, isHidden: false }]);
});

test('who is not found may be a row that nobody can read, but not somebody whose accesses alone cannot be read', async () => {
  const isHidden = async (page: Omit<Row, 'next'>) =>
    (await findPeople(listing({ first: { ...page, next: null } }), ctx, [noor]))[0]?.isHidden;
  expect(await isHidden({ unreadable: 1 })).toBe(true);
  expect(await isHidden({ items: [row('1', null)] })).toBe(true);
  expect(await isHidden({ items: [{ ...row('1', 'ada@example.com'), unreadableAccesses: 2 }], unreadable: 2 })).toBe(
    false,
  );
});
