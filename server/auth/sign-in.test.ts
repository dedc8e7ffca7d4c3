import { randomBytes, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createDb, type Db } from '#server/db/pool';
import { auditEntry, auditPersonal } from '#server/db/schema/audit';
import { session, signInAttempt, staff } from '#server/db/schema/staff';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { addStaff } from '../../e2e/fixtures/sign-in-as.ts';
import { hashPassword } from './password.ts';
import { findLiveSession } from './sessions.ts';
import { signIn } from './sign-in.ts';

const password = 'correct horse battery staple';
const email = 'ann@staff.example';
const key = 'k'.repeat(32);
const requestId = randomUUID();
let database: TestDatabase;
let db: Db;
let owner: Db;
let staffId: string;

beforeAll(async () => {
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
  database = await createTestDatabase();
  db = createDb(database.url);
  owner = createDb(database.ownerUrl);
  staffId = await addStaff(db, { role: 'leasing_agent', email, passwordHash: await hashPassword(password) });
});

beforeEach(async () => {
  await db.delete(signInAttempt);
  await db.delete(session);
  await db.update(staff).set({ disabledAt: null });
});

afterAll(async () => {
  await Promise.all([db.$client.end(), owner.$client.end()]);
  await database.drop();
});

type Try = { email?: string; password?: string; address?: string };
const attempt = (given: Try = {}, through: Db = db) =>
  signIn(through, key, { email, password, address: '192.0.2.1', userAgent: null, requestId, previous: null, ...given });
const outcome = (given: Try = {}, through: Db = db) =>
  attempt(given, through).then(
    () => 'in',
    (error) => error.params.reason,
  );
/** Makes every counted try older, as if that much time had passed. */
const wait = (interval: string) =>
  db.execute(sql`update sign_in_attempt set at = at - ${interval}::interval`).then(() => undefined);
const repeat = async (times: number, given: Try): Promise<string[]> => {
  const outcomes: string[] = [];
  for (let i = 0; i < times; i += 1) outcomes.push(await outcome(given));
  return outcomes;
};

test('the right password opens a session, whatever the case and spaces of the email', async () => {
  const token = await attempt({ email: '  ANN@Staff.Example ' });
  expect(token.staffId).toBe(staffId);
  expect(await findLiveSession(db, token, { touch: false })).not.toBeNull();
});

test('each sign-in makes a new session and ends the one this browser had', async () => {
  const first = await attempt();
  const second = await signIn(db, key, { email, password, address: 'a', userAgent: null, requestId, previous: first });
  expect(second.sessionId).not.toBe(first.sessionId);
  expect(await findLiveSession(db, first, { touch: false })).toBeNull();
});

test('unknown email, wrong password, disabled and not yet set up all get the same answer', async () => {
  await addStaff(db, { role: 'auditor', email: 'nopassword@staff.example' });
  expect(await outcome({ email: 'nobody@staff.example' })).toBe('sign_in_refused');
  expect(await outcome({ password: 'wrong' })).toBe('sign_in_refused');
  expect(await outcome({ email: 'nopassword@staff.example' })).toBe('sign_in_refused');
  await db.update(staff).set({ disabledAt: sql`now()` }).where(eq(staff.id, staffId));
  expect(await outcome()).toBe('sign_in_refused');
});

test('sign-in and refusal are audited once each; the email stands beside the chain only', async () => {
  const before = await db.$count(auditEntry);
  await attempt();
  await outcome({ password: 'wrong' });
  const entries = await db.select().from(auditEntry).where(sql`seq > ${before}`).orderBy(auditEntry.seq);
  expect(entries.map(({ event, phase, objectType }) => ({ event, phase, objectType }))).toEqual([
    { event: 'session.start', phase: 'done', objectType: 'session' },
    { event: 'session.refuse', phase: 'denied', objectType: 'staff' },
  ]);
  expect(JSON.stringify(entries)).not.toContain(email);
  const personal = await db.select().from(auditPersonal).where(sql`seq > ${before}`);
  expect(personal.map((row) => row.data.email)).toEqual([email, email]);
});

test('no email and no address is readable in the table of tries', async () => {
  await outcome({ password: 'wrong' });
  const rows = JSON.stringify(await db.select().from(signInAttempt));
  expect(rows).not.toContain('ann');
  expect(rows).not.toContain('192.0.2.1');
});

test('after five wrong tries each next one has to wait, longer every time, and then may try again', async () => {
  expect(await repeat(7, { password: 'wrong' })).toEqual([
    ...Array(5).fill('sign_in_refused'),
    'limited_sign_in',
    'limited_sign_in',
  ]);
  await wait('31 seconds');
  expect(await repeat(2, { password: 'wrong' })).toEqual(['sign_in_refused', 'limited_sign_in']);
  await wait('31 seconds');
  expect(await outcome()).toBe('limited_sign_in');
  await wait('30 seconds');
  expect(await outcome()).toBe('in');
});

test('the limits survive a restart', async () => {
  await repeat(5, { password: 'wrong' });
  const restarted = createDb(database.url);
  expect(await outcome({}, restarted)).toBe('limited_sign_in');
  await restarted.$client.end();
});

test('a crowd of parallel tries cannot slip past the limit', async () => {
  const outcomes = await Promise.all(Array.from({ length: 12 }, () => outcome({ password: 'wrong' })));
  expect(outcomes.filter((answer) => answer === 'sign_in_refused')).toHaveLength(5);
});

test('unknown emails are limited like known ones', async () => {
  expect((await repeat(6, { email: 'nobody@staff.example' })).at(-1)).toBe('limited_sign_in');
});

test('an attack from many addresses stops, while the victim still gets in from a known place', async () => {
  await attempt({ address: '203.0.113.5' });
  const outcomes: string[] = [];
  for (let i = 0; i < 32; i += 1) outcomes.push(await outcome({ password: 'wrong', address: `198.51.100.${i}` }));
  expect(outcomes.filter((answer) => answer === 'sign_in_refused')).toHaveLength(30);
  expect(await outcome({ address: '198.51.100.200' })).toBe('limited_sign_in');
  expect(await outcome({ address: '203.0.113.5' })).toBe('in');
  await wait('61 minutes');
  expect(await outcome({ address: '198.51.100.200' })).toBe('in');
}, 60_000);

test('one address may not try account after account', async () => {
  const rows = Array.from({ length: 100 }, (_, i) => i);
  for (const i of rows) await outcome({ email: `guess${i}@staff.example`, address: '198.51.100.9' });
  expect(await outcome({ address: '198.51.100.9' })).toBe('limited_sign_in');
  expect(await outcome({ address: '198.51.100.10' })).toBe('in');
}, 60_000);

test('a right password clears what was counted from that place', async () => {
  await repeat(4, { password: 'wrong' });
  expect(await outcome()).toBe('in');
  expect((await repeat(4, { password: 'wrong' })).at(-1)).toBe('sign_in_refused');
});

test('when the log cannot be written nobody is signed in', async () => {
  await owner.execute(sql`alter table audit_entry rename to audit_entry_away`);
  try {
    await expect(attempt()).rejects.toThrow();
    expect(await db.$count(session)).toBe(0);
  } finally {
    await owner.execute(sql`alter table audit_entry_away rename to audit_entry`);
  }
});
