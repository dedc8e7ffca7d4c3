import { randomBytes, randomUUID } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { everywhere } from '#lib/area';
import { changePasswordSchema } from '#lib/schemas/password';
import { hashPassword, verifyPassword } from '#server/auth/password';
import { findSession, type Session } from '#server/auth/session';
import { startSession } from '#server/auth/sessions';
import { signIn } from '#server/auth/sign-in';
import { db } from '#server/db/pool';
import { auditEntry } from '#server/db/schema/audit';
import { building, portfolio } from '#server/db/schema/mirror';
import { signInAttempt, staff } from '#server/db/schema/staff';
import { createTestDatabase, type TestDatabase } from '../../../e2e/fixtures/database.ts';
import { addStaff } from '../../../e2e/fixtures/sign-in-as.ts';
import { countAlarms } from '../overview/count-alarms.ts';
import { changePassword } from './change-password.ts';
import { endAllOwnSessions, endOwnSession } from './end-sessions.ts';
import { getAccount } from './get-account.ts';

const secret = 'the session secret of this test, 32+';
const current = 'correct horse battery staple';
const next = 'a much better sentence, with spaces';
const [north, south, lone] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
let database: TestDatabase;
let passwordHash = '';

beforeAll(async () => {
  database = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('NEXTAUTH_SECRET', secret);
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
  passwordHash = await hashPassword(current);
  await db().insert(portfolio).values({ id: north, name: 'North' });
  await db()
    .insert(building)
    .values([
      { id: south, portfolioId: north, name: 'In the portfolio', address: [] },
      { id: lone, portfolioId: null, name: 'Lone', address: [] },
    ]);
});
beforeEach(() => db().delete(signInAttempt));
afterAll(async () => {
  await db().$client.end();
  await database.drop();
});

const alive = (staffId: string, sessionId: string) => findSession(db(), { staffId, sessionId }, { touch: false });

async function open(staffId: string, userAgent = 'test'): Promise<Session> {
  const sessionId = await db().transaction((tx) => startSession(tx, staffId, { address: '192.0.2.7', userAgent }));
  const session = await alive(staffId, sessionId);
  if (!session) throw new Error('The session did not open.');
  return session;
}

const newcomer = (scope: { buildingIds?: string[]; portfolioIds?: string[] } = {}) =>
  addStaff(db(), { role: 'leasing_agent', passwordHash, ...scope });

const lastEvents = async (count: number) => {
  const rows = await db().select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(count);
  return rows.reverse().map(({ event, phase, objectId }) => ({ event, phase, objectId }));
};

test('an account tells name, role, where it holds, and its living sessions with this one marked', async () => {
  const staffId = await newcomer({ portfolioIds: [north], buildingIds: [lone, south] });
  const [ended, here, there] = [await open(staffId), await open(staffId, 'Firefox/140.0'), await open(staffId)];
  await endOwnSession(here, { sessionId: ended.sessionId });
  await open(await newcomer());
  const account = await getAccount(here);
  expect(account).toMatchObject({ role: 'leasing_agent', scope: { portfolios: ['North'], buildings: ['Lone'] } });
  expect(account.sessions.map(({ id, isCurrent }) => ({ id, isCurrent }))).toEqual(
    expect.arrayContaining([
      { id: here.sessionId, isCurrent: true },
      { id: there.sessionId, isCurrent: false },
    ]),
  );
  expect(account.sessions).toHaveLength(2);
  expect(account.sessions.find(({ isCurrent }) => isCurrent)).toMatchObject({
    address: '192.0.2.7',
    userAgent: 'Firefox/140.0',
  });
});

test('changing the password ends every other session, keeps this one, and is written down', async () => {
  const staffId = await newcomer();
  const [here, there] = [await open(staffId), await open(staffId)];
  const stranger = await open(await newcomer());
  expect(await changePassword(here, { currentPassword: current, newPassword: next })).toEqual({ endedSessions: 1 });
  expect(await alive(staffId, here.sessionId)).not.toBeNull();
  expect(await alive(staffId, there.sessionId)).toBeNull();
  expect(await alive(stranger.staff.id, stranger.sessionId)).not.toBeNull();
  expect(await lastEvents(2)).toEqual([
    { event: 'password.change', phase: 'done', objectId: staffId },
    { event: 'session.end', phase: 'done', objectId: there.sessionId },
  ]);
  const asNow = { email: here.staff.email, address: 'a', userAgent: null, requestId: randomUUID(), previous: null };
  await expect(signIn(db(), secret, { ...asNow, password: current })).rejects.toMatchObject({ code: 'refused' });
  expect((await signIn(db(), secret, { ...asNow, password: next })).staffId).toBe(staffId);
});

test('a wrong current password changes nothing and ends nothing; guessing is slowed down like signing in', async () => {
  const staffId = await newcomer();
  const [here, there] = [await open(staffId), await open(staffId)];
  const guess = () => changePassword(here, { currentPassword: 'not my password', newPassword: next });
  await expect(guess()).rejects.toMatchObject({
    field: 'currentPassword',
    params: { reason: 'current_password_wrong' },
  });
  expect(await lastEvents(1)).toEqual([{ event: 'password.change', phase: 'denied', objectId: staffId }]);
  for (let i = 1; i < 5; i += 1) await expect(guess()).rejects.toMatchObject({ code: 'refused' });
  await expect(guess()).rejects.toMatchObject({ code: 'limited' });
  const owner: Session = { ...here, staff: { ...here.staff, role: 'owner' }, scope: 'all' };
  expect((await countAlarms(owner, everywhere)).guessedAccounts, 'owners are told').toBe(1);
  const right = changePassword(here, { currentPassword: current, newPassword: next });
  await expect(right).rejects.toMatchObject({ params: { reason: 'limited_password' } });
  expect(await alive(staffId, there.sessionId)).not.toBeNull();
  const [member] = await db().select().from(staff).where(eq(staff.id, staffId));
  expect(await verifyPassword(current, member?.passwordHash ?? null)).toBe(true);
});

test('two changes at once: one wins, the other is told so', async () => {
  const here = await open(await newcomer());
  const ends = await Promise.allSettled(
    [next, `${next} too`].map((newPassword) => changePassword(here, { currentPassword: current, newPassword })),
  );
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test.each([
  ['fourteen chars', 'password_too_short'],
  ['x'.repeat(1001), 'password_too_long'],
  [current, 'password_same'],
])('%s is no new password', (newPassword, reason) => {
  const parsed = changePasswordSchema.safeParse({ currentPassword: current, newPassword });
  expect(parsed.error?.issues).toMatchObject([{ path: ['newPassword'], message: reason }]);
});

test('one session can be ended, but never one of somebody else', async () => {
  const staffId = await newcomer();
  const [here, there] = [await open(staffId), await open(staffId)];
  const stranger = await open(await newcomer());
  await endOwnSession(here, { sessionId: there.sessionId });
  expect(await alive(staffId, there.sessionId)).toBeNull();
  expect(await lastEvents(1)).toEqual([{ event: 'session.end', phase: 'done', objectId: there.sessionId }]);
  const entries = await db().$count(auditEntry);
  await endOwnSession(here, { sessionId: there.sessionId });
  expect(await db().$count(auditEntry)).toBe(entries);
  for (const sessionId of [stranger.sessionId, crypto.randomUUID()]) {
    await expect(endOwnSession(here, { sessionId })).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  }
  expect(await alive(stranger.staff.id, stranger.sessionId)).not.toBeNull();
});

test('signing out everywhere ends all of one’s sessions, this one included, and nobody else’s', async () => {
  const staffId = await newcomer();
  const [here, there] = [await open(staffId), await open(staffId)];
  const stranger = await open(await newcomer());
  expect(await endAllOwnSessions(here)).toEqual({ endedSessions: 2 });
  expect(await alive(staffId, here.sessionId)).toBeNull();
  expect(await alive(staffId, there.sessionId)).toBeNull();
  expect(await alive(stranger.staff.id, stranger.sessionId)).not.toBeNull();
  expect((await lastEvents(2)).map(({ event }) => event)).toEqual(['session.end', 'session.end']);
});
