import { expect, test } from 'vitest';
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
});

test.each([
  ['itself', { first: { next: 'a' }, a: { next: 'a' } }],
  ['a page before', { first: { next: 'a' }, a: { next: 'b' }, b: { next: 'a' } }],
])('a list whose page leads to %s proves nobody’s absence', async (_, pages) => {
  await expect(findPeople(listing(pages), ctx, [noor])).rejects.toMatchObject({ kind: 'unreadable' });
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
