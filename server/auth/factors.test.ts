import { randomBytes, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createDb, type Db } from '#server/db/pool';
import { recoveryCode, totpFactor } from '#server/db/schema/factors';
import { signInAttempt } from '#server/db/schema/staff';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { addStaff } from '../../e2e/fixtures/sign-in-as.ts';
import { confirmFactor, hasFactor, removeFactor, replaceRecoveryCodes, startFactor, takeCode } from './factors.ts';
import { hashPassword } from './password.ts';
import { findLiveSession, startSession } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { totpCode, totpStep } from './totp.ts';

const password = 'a much better sentence, with spaces';
let database: TestDatabase;
let db: Db;
/** Another instance of the web process: it shares nothing with the first but the database. */
let other: Db;
let passwordHash: string;

beforeAll(async () => {
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
  vi.stubEnv('DATA_KEY', randomBytes(32).toString('base64'));
  database = await createTestDatabase();
  db = createDb(database.url);
  other = createDb(database.url);
  passwordHash = await hashPassword(password);
});
beforeEach(() => db.delete(signInAttempt));
afterAll(async () => {
  await Promise.all([db.$client.end(), other.$client.end()]);
  await database.drop();
});

/** The code of the database's now, steps ahead. */
async function codeOf(secret: string, ahead = 0): Promise<string> {
  const found = await db.execute<{ epoch: number }>(sql`select extract(epoch from clock_timestamp())::float8 as epoch`);
  return totpCode(secret, totpStep(found.rows[0]?.epoch ?? 0) + ahead);
}

async function enrolled() {
  const email = `${crypto.randomUUID()}@staff.example`;
  const staffId = await addStaff(db, { role: 'leasing_agent', email, passwordHash });
  const secret = (await db.transaction((tx) => startFactor(tx, staffId))) ?? '';
  const code = await codeOf(secret, -1);
  const recovery = (await db.transaction((tx) => confirmFactor(tx, staffId, code))) ?? [];
  return { staffId, email, secret, recovery };
}

const take = (staffId: string, code: string, through: Db = db) =>
  through.transaction((tx) => takeCode(tx, staffId, code));

test('secret and recovery codes are never readable in the database', async () => {
  const { secret, recovery } = await enrolled();
  expect(recovery).toHaveLength(10);
  expect(new Set(recovery).size).toBe(10);
  const rows = JSON.stringify([await db.select().from(totpFactor), await db.select().from(recoveryCode)]);
  expect(rows).not.toContain(secret);
  for (const code of recovery) expect(rows).not.toContain(code.replace('-', ''));
});

test('S12 one TOTP code, in parallel on two instances: exactly one success', async () => {
  const { staffId, secret } = await enrolled();
  const code = await codeOf(secret);
  const tries = await Promise.all(Array.from({ length: 10 }, (_, at) => take(staffId, code, at % 2 ? db : other)));
  expect(tries.filter(Boolean)).toHaveLength(1);
  expect(await take(staffId, code)).toBe(false);
});

test('a code of the step before is not taken after one of this step', async () => {
  const { staffId, secret } = await enrolled();
  expect(await take(staffId, await codeOf(secret))).toBe(true);
  expect(await take(staffId, await codeOf(secret, -1))).toBe(false);
  expect(await take(staffId, await codeOf(secret, 1))).toBe(false);
});

test('a recovery code works once, however it is typed, and not for anyone else', async () => {
  const { staffId, recovery } = await enrolled();
  const stranger = await enrolled();
  const [first = '', second = ''] = recovery;
  expect(await take(stranger.staffId, first)).toBe(false);
  const typed = first.toUpperCase().replace('-', ' ');
  const tries = await Promise.all([take(staffId, typed), take(staffId, first, other)]);
  expect(tries.filter(Boolean)).toHaveLength(1);
  await db.transaction((tx) => replaceRecoveryCodes(tx, staffId));
  expect(await take(staffId, second)).toBe(false);
});

test('an authenticator counts once its first code was seen; a confirmed one is not replaced', async () => {
  const staffId = await addStaff(db, { role: 'auditor' });
  const first = await db.transaction((tx) => startFactor(tx, staffId));
  const second = (await db.transaction((tx) => startFactor(tx, staffId))) ?? '';
  expect(second).not.toBe(first);
  expect(await hasFactor(db, staffId)).toBe(false);
  expect(await take(staffId, await codeOf(second))).toBe(false);
  expect(await db.transaction((tx) => confirmFactor(tx, staffId, '000000'))).toBeNull();
  const code = await codeOf(second);
  expect(await db.transaction((tx) => confirmFactor(tx, staffId, code))).toHaveLength(10);
  expect(await hasFactor(db, staffId)).toBe(true);
  expect(await db.transaction((tx) => startFactor(tx, staffId))).toBeNull();
  await db.transaction((tx) => removeFactor(tx, staffId));
  expect(await hasFactor(db, staffId)).toBe(false);
  expect(await db.$count(recoveryCode, eq(recoveryCode.staffId, staffId))).toBe(0);
});

test('signing in wants password and code: neither alone opens anything, and the code is asked for after the password only', async () => {
  const { email, staffId, secret } = await enrolled();
  const attempt = (typed: { password?: string; code?: string }) =>
    signIn(db, 'k'.repeat(32), {
      email,
      password,
      address: '192.0.2.1',
      userAgent: null,
      requestId: randomUUID(),
      previous: null,
      ...typed,
    });
  await expect(attempt({ password: 'wrong' })).rejects.toMatchObject({ params: { reason: 'sign_in_refused' } });
  await expect(attempt({ password: 'wrong', code: await codeOf(secret) })).rejects.toMatchObject({
    params: { reason: 'sign_in_refused' },
  });
  await expect(attempt({})).rejects.toMatchObject({ code: 'step_up', params: { reason: 'code_required' } });
  await expect(attempt({ code: '000000' })).rejects.toMatchObject({ params: { reason: 'code_wrong' } });
  expect((await attempt({ code: await codeOf(secret) })).staffId).toBe(staffId);
});

test('wrong codes are counted like wrong passwords', async () => {
  const { email } = await enrolled();
  const outcomes: string[] = [];
  for (let i = 0; i < 6; i += 1) {
    const request = {
      email,
      password,
      code: '000000',
      address: '192.0.2.1',
      userAgent: null,
      requestId: randomUUID(),
      previous: null,
    };
    outcomes.push(await signIn(db, 'k'.repeat(32), request).then(String, (error) => error.params.reason));
  }
  expect(outcomes).toEqual([...Array(5).fill('code_wrong'), 'limited_sign_in']);
});

test('a session knows whether its own staff member has an authenticator; a colleague’s counts for nothing', async () => {
  const mine = await enrolled();
  const staffId = await addStaff(db, {
    role: 'leasing_agent',
    email: `${crypto.randomUUID()}@staff.example`,
    passwordHash,
  });
  for (const [id, has] of [
    [mine.staffId, true],
    [staffId, false],
  ] as const) {
    const sessionId = await db.transaction((tx) => startSession(tx, id, { address: 'test', userAgent: null }));
    expect(await findLiveSession(db, { sessionId, staffId: id }, { touch: false })).toMatchObject({
      hasAuthenticator: has,
    });
  }
});
