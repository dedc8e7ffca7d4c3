import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { setUpOwner } from '#server/actions/set-up-owner';
import { db } from '#server/db/pool';
import { auditEntry } from '#server/db/schema/audit';
import { oneTimeLink, staff } from '#server/db/schema/staff';
import { readSettings, SettingsError } from '#server/settings';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { ensureFirstOwner } from './first-owner.ts';
import { verifyPassword } from './password.ts';

// The request that Next would carry.
vi.mock('next/headers', () => ({ headers: async () => new Headers({ origin: 'https://gatehouse.example' }) }));

let database: TestDatabase;
const settings = readSettings({ NODE_ENV: 'test', NEXTAUTH_URL: 'https://gatehouse.example' });
const owner = { name: 'Ann Owner', email: 'Ann@Owners.example', password: 'a sentence of my own' };

beforeAll(async () => {
  database = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
});

beforeEach(async () => {
  await db().delete(staff);
  await db().delete(oneTimeLink);
});

afterAll(async () => {
  await db().$client.end();
  await database.drop();
});

async function freshToken(): Promise<string> {
  const made = await ensureFirstOwner(db(), settings);
  return /^https:\/\/gatehouse\.example\/set-up#token=([\w-]{43})$/.exec(made?.link ?? '')?.[1] ?? 'no link';
}

test('the link makes the first owner, audited, and works once', async () => {
  const token = await freshToken();
  const before = await db().$count(auditEntry);
  expect(await setUpOwner({ token, owner })).toEqual({ ok: true });
  const [made, ...others] = await db().select().from(staff);
  expect(others).toEqual([]);
  expect(made).toMatchObject({ name: owner.name, email: 'ann@owners.example', role: 'owner' });
  expect(await verifyPassword(owner.password, made?.passwordHash ?? null)).toBe(true);
  const entries = await db().select().from(auditEntry).where(sql`seq > ${before}`);
  expect(entries).toMatchObject([{ event: 'staff.manage', phase: 'done', objectId: made?.id }]);
  const again = await setUpOwner({ token, owner: { ...owner, email: 'bob@owners.example' } });
  expect(again).toMatchObject({ ok: false, error: { code: 'stale', params: { reason: 'link_used' } } });
  const [tried] = await db()
    .select()
    .from(auditEntry)
    .where(sql`seq > ${before + 1}`);
  expect(tried).toMatchObject({ event: 'permission.deny', requestId: !again.ok && again.error.requestId });
  expect(JSON.parse(tried?.payload ?? '{}')).toMatchObject({ details: { operation: 'setUpOwner' } });
  expect(tried?.payload).not.toContain(token);
  expect(await ensureFirstOwner(db(), settings)).toBeNull();
});

test('of two at once only one becomes the owner', async () => {
  const token = await freshToken();
  const claims = ['ann', 'bob'].map((name) =>
    setUpOwner({ token, owner: { ...owner, email: `${name}@owners.example` } }),
  );
  const results = await Promise.all(claims);
  expect(results.map((result) => result.ok).sort()).toEqual([false, true]);
  expect(await db().$count(staff)).toBe(1);
});

test('a mistake in the form does not use the link up', async () => {
  const token = await freshToken();
  const mistakes = [
    { ...owner, email: 'not an email' },
    { ...owner, password: 'fourteen chars' },
    { ...owner, name: '   ' },
    { ...owner, role: 'owner' },
  ];
  for (const mistake of mistakes) {
    expect(await setUpOwner({ token, owner: mistake })).toMatchObject({ ok: false, error: { code: 'invalid' } });
  }
  expect(await setUpOwner({ token, owner })).toEqual({ ok: true });
});

test('an expired, replaced or invented link makes nobody', async () => {
  const replaced = await freshToken();
  const token = await freshToken();
  await db().execute(sql`update one_time_link set expires_at = now() - interval '1 second'`);
  for (const tried of [replaced, token, randomUUID(), '']) {
    expect(await setUpOwner({ token: tried, owner })).toMatchObject({ ok: false, error: { code: 'stale' } });
  }
  expect(await db().$count(staff)).toBe(0);
});

test('the database holds the hash of the link only', async () => {
  const token = await freshToken();
  expect(JSON.stringify(await db().select().from(oneTimeLink))).not.toContain(token);
});

test('OWNER_EMAIL and OWNER_PASSWORD make the owner when there is no staff, and only then', async () => {
  const named = { ...settings, owner: { email: owner.email, password: owner.password } };
  expect(await ensureFirstOwner(db(), named)).toBeNull();
  expect(await ensureFirstOwner(db(), { ...named, owner: { ...named.owner, email: 'bob@owners.example' } })).toBeNull();
  expect((await db().select().from(staff)).map(({ email, role }) => [email, role])).toEqual([
    ['ann@owners.example', 'owner'],
  ]);
});

test('an owner password that is too short keeps Gatehouse from starting, without being repeated', async () => {
  const short = { ...settings, owner: { email: owner.email, password: 'hunter2hunter2' } };
  const error: unknown = await ensureFirstOwner(db(), short).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SettingsError);
  expect(String(error)).toContain('OWNER_PASSWORD');
  expect(String(error)).not.toContain('hunter2');
});
