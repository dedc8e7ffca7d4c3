import { randomBytes, randomUUID } from 'node:crypto';
import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Refusal } from '#lib/errors';
import { type Permission, permissions, type Role } from '#lib/permissions';
import { db } from '#server/db/pool';
import { auditEntry, auditPersonal } from '#server/db/schema/audit';
import { hourlyAct, session, staff } from '#server/db/schema/staff';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { type SignedIn, signInAs } from '../../e2e/fixtures/sign-in-as.ts';
import { action, declaredActions, publicAction } from './action.ts';
import { getHandler } from './get-handler.ts';
import { askedPage, frameSession, pageSession, recordMissedPage } from './page-session.ts';
import { endCurrentSession } from './sign-out.ts';

const jar = new Map<string, string>();
const requestHeaders = new Headers({ origin: 'http://localhost:3000', 'x-gatehouse-peer': '192.0.2.4' });

// The request that Next would carry: its cookies and headers.
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    set: (name: string, value: string) => jar.set(name, value),
  }),
  headers: async () => requestHeaders,
}));

const secret = 'the session secret of this test, 32+';
const console = { url: 'http://localhost:3000', secret };
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('NEXTAUTH_SECRET', secret);
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
});

beforeEach(() => {
  jar.clear();
  requestHeaders.delete('x-return-path');
  requestHeaders.delete('x-gatehouse-request');
});

afterAll(async () => {
  await db().$client.end();
  await database.drop();
});

async function asRole(role: Role): Promise<SignedIn> {
  const signedIn = await signInAs(db(), { role }, console);
  jar.set(signedIn.cookie.name, signedIn.cookie.value);
  return signedIn;
}

const age = (sessionId: string, column: 'last_seen_at' | 'created_at', interval: string) =>
  db().execute(
    sql`update session set ${sql.identifier(column)} = ${sql.identifier(column)} - ${interval}::interval where id = ${sessionId}`,
  );

const ran = vi.fn();
const grant = action({
  name: 'test.grant',
  permission: 'access.grant',
  input: z.strictObject({ days: z.number().max(9, 'too_many_days') }),
  run: async (session, { days }) => {
    ran(days);
    return session.staff.role;
  },
});
const list = getHandler({
  permission: 'audit.read',
  query: z.strictObject({ q: z.string().optional(), id: z.string().optional(), cursor: z.string().optional() }),
  run: async (_session, query) => query,
});
const ask = (path = '', params: Record<string, string> = {}) =>
  list(new Request(`http://localhost:3000/api/test${path}`), { params: Promise.resolve(params) });
const call = (input: unknown) => grant(input as Parameters<typeof grant>[0]);
const denials = () => db().$count(auditEntry, eq(auditEntry.event, 'permission.deny'));

test('an action runs for a role that may, and says who asked', async () => {
  await asRole('leasing_agent');
  expect(await grant({ days: 3 })).toEqual({ ok: true, value: 'leasing_agent' });
  expect(ran).toHaveBeenLastCalledWith(3);
});

const besideOf = async (seq = 0) => {
  const [beside] = await db().select().from(auditPersonal).where(eq(auditPersonal.seq, seq));
  return beside?.data;
};

test('what a role may not do is written down with the operation, what it was about and where it came from', async () => {
  const { staffId } = await asRole('auditor');
  const doorId = randomUUID();
  await call({ days: 3, doorId });
  await asRole('leasing_agent');
  requestHeaders.set('x-return-path', `/staff/${doorId}`);
  await expect(pageSession('audit.read')).rejects.toThrow();
  const entries = await db().select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(2);
  const [page, act] = entries.map(({ payload }) => JSON.parse(payload).details);
  expect(act).toEqual({ permission: 'access.grant', operation: 'test.grant', ids: [doorId] });
  expect(page).toEqual({ permission: 'audit.read', operation: `/staff/${doorId}`, ids: [doorId] });
  expect(entries[1]?.staffId).toBe(staffId);
  for (const { seq } of entries) expect(await besideOf(seq)).toEqual({ address: '192.0.2.4' });
});

test('S04 without a session, or with a role that may not, nothing runs; the denial is audited once', async () => {
  ran.mockClear();
  expect(await call({ days: 3 })).toMatchObject({
    ok: false,
    error: { code: 'step_up', params: { reason: 'session_ended' } },
  });
  jar.set('gatehouse.session', 'rubbish');
  expect(await call({ days: 3 })).toMatchObject({ error: { code: 'step_up' } });
  await asRole('auditor');
  const before = await denials();
  expect(await call({ days: 3 })).toMatchObject({ ok: false, error: { code: 'forbidden_or_missing', params: {} } });
  expect(await denials()).toBe(before + 1);
  expect(ran).not.toHaveBeenCalled();
});

test('asking for what is out of scope or not there is written down by its ids, once a request, 300 an hour', async () => {
  const { staffId } = await asRole('building_manager');
  const [doorId, name] = [randomUUID(), 'Ann Foreign'];
  const open = action({
    name: 'test.open',
    permission: 'access.grant',
    input: z.strictObject({ doorId: z.guid(), name: z.string() }),
    run: async () => {
      throw new Refusal('forbidden_or_missing', { field: 'doorId' });
    },
  });
  const before = await denials();
  const answer = await open({ doorId, name });
  expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden_or_missing', field: 'doorId' } });
  expect(await denials()).toBe(before + 1);
  const [entry] = await db().select().from(auditEntry).where(eq(auditEntry.staffId, staffId));
  expect(entry).toMatchObject({
    event: 'permission.deny',
    phase: 'denied',
    requestId: !answer.ok && answer.error.requestId,
  });
  const { details } = JSON.parse(entry?.payload ?? '{}');
  expect(details).toEqual({ permission: 'access.grant', operation: 'test.open', ids: [doorId] });
  expect(entry?.payload).not.toContain(name);
  expect(await besideOf(entry?.seq)).toEqual({ address: '192.0.2.4' });

  for (let tried = 0; tried < 305; tried++) await open({ doorId, name });
  expect(await denials()).toBe(before + 300);
});

test('so is reading it, by a handler or a page: without what was typed, and the same once an hour', async () => {
  const { staffId } = await asRole('building_manager');
  const doorId = randomUUID();
  const read = getHandler({
    permission: 'door.read',
    query: z.strictObject({ id: z.guid(), q: z.string() }),
    run: async () => {
      throw new Refusal('forbidden_or_missing');
    },
  });
  const look = (id: string) =>
    read(new Request(`http://localhost:3000/api/doors/${id}?q=Ann`), { params: Promise.resolve({ id }) });
  const told = async () => {
    const entries = await db().select().from(auditEntry).where(eq(auditEntry.staffId, staffId)).orderBy(auditEntry.seq);
    return entries.map(({ payload }) => JSON.parse(payload).details);
  };
  expect((await look(doorId)).status).toBe(404);
  await look(doorId);
  requestHeaders.set('x-return-path', `/doors/${doorId}?q=Ann`);
  requestHeaders.set('x-gatehouse-request', randomUUID());
  const { requestId } = await askedPage();
  await recordMissedPage();
  requestHeaders.delete('x-gatehouse-request');
  const recorded = await db().select().from(auditEntry).where(eq(auditEntry.requestId, requestId));
  expect(recorded).toHaveLength(1);
  expect(await told()).toEqual([
    { permission: 'door.read', operation: `/api/doors/${doorId}`, ids: [doorId] },
    { operation: `/doors/${doorId}`, ids: [doorId] },
  ]);
  await look(randomUUID());
  expect(await told()).toHaveLength(3);
});

test('S07 unknown fields, wrong types and rubbish are refused without repeating them', async () => {
  await asRole('owner');
  ran.mockClear();
  const rubbish = [
    { days: 3, role: 'owner' },
    { days: '3' },
    [],
    null,
    undefined,
    'x',
    JSON.parse('{"days":3,"__proto__":{}}'),
  ];
  for (const input of rubbish) expect(await call(input)).toMatchObject({ ok: false, error: { code: 'invalid' } });
  const answer = await call({ days: 999 });
  expect(answer).toMatchObject({ error: { code: 'invalid', field: 'days', params: { reason: 'too_many_days' } } });
  expect(JSON.stringify(answer)).not.toContain('999');
  expect(ran).not.toHaveBeenCalled();
});

test('an unexpected error becomes `unavailable` and tells nothing', async () => {
  await asRole('owner');
  const broken = action({
    name: 'test.broken',
    permission: 'access.grant',
    input: z.strictObject({}),
    run: async () => {
      throw new Error('connection to 10.0.0.5 refused');
    },
  });
  const answer = await broken({});
  expect(answer).toEqual({ ok: false, error: { code: 'unavailable', params: {}, requestId: expect.any(String) } });
});

test('a service refusal reaches the caller as it is', async () => {
  const refusing = publicAction({
    name: 'test.refusing',
    input: z.strictObject({}),
    run: async () => {
      throw new Refusal('invalid', { field: 'email', params: { reason: 'email_invalid' } });
    },
  });
  expect(await refusing({})).toMatchObject({
    error: { code: 'invalid', field: 'email', params: { reason: 'email_invalid' } },
  });
});

test('every action is in the register, and one that would take unknown fields cannot be declared', () => {
  expect(declaredActions.get('test.grant')).toBe('access.grant');
  const loose = () =>
    action({ name: 'test.loose', permission: 'access.grant', input: z.object({}), run: async () => null });
  expect(loose).toThrow('test.loose');
  expect(declaredActions.has('test.loose')).toBe(false);
});

test('a handler answers JSON that nothing may cache; route parameters beat the query', async () => {
  await asRole('auditor');
  const answer = await ask('?q=ann&id=spoofed', { id: 'real' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(await answer.json()).toEqual({ q: 'ann', id: 'real' });
});

test('a handler refuses strangers, other roles and queries it does not know', async () => {
  expect((await ask()).status).toBe(401);
  await asRole('auditor');
  expect((await ask('?q=a&q=b')).status).toBe(400);
  expect((await ask('?limit=5')).status).toBe(400);
  await asRole('leasing_agent');
  const answer = await ask();
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { code: 'forbidden_or_missing', params: {} } });
});

test('a session ends after 30 idle minutes and after 12 hours, whatever the cookie says', async () => {
  const idle = await asRole('auditor');
  await age(idle.sessionId, 'last_seen_at', '29 minutes');
  expect((await ask()).status).toBe(200);
  await age(idle.sessionId, 'last_seen_at', '29 minutes');
  expect((await ask()).status).toBe(200);
  await age(idle.sessionId, 'last_seen_at', '31 minutes');
  expect((await ask()).status).toBe(401);

  const old = await asRole('auditor');
  await age(old.sessionId, 'created_at', '11 hours 59 minutes');
  expect((await ask()).status).toBe(200);
  await age(old.sessionId, 'created_at', '2 minutes');
  expect((await ask()).status).toBe(401);
});

test('a page that polls does not keep its session alive', async () => {
  const { sessionId } = await asRole('auditor');
  const polled = getHandler({
    permission: 'audit.read',
    query: z.strictObject({}),
    run: async () => null,
    isPolled: true,
  });
  await age(sessionId, 'last_seen_at', '20 minutes');
  const request = new Request('http://localhost:3000/api/test');
  expect((await polled(request, { params: Promise.resolve({}) })).status).toBe(200);
  await age(sessionId, 'last_seen_at', '11 minutes');
  expect((await ask()).status).toBe(401);
});

test('S10 signing out ends every copy of the cookie and is audited', async () => {
  const { cookie, sessionId } = await asRole('auditor');
  await endCurrentSession(undefined, randomUUID());
  expect(jar.get(cookie.name)).toBe('');
  jar.set(cookie.name, cookie.value);
  expect((await ask()).status).toBe(401);
  expect((await grant({ days: 1 })).ok).toBe(false);
  const [entry] = await db().select().from(auditEntry).where(eq(auditEntry.objectId, sessionId));
  expect(entry).toMatchObject({ event: 'session.end', phase: 'done' });
});

test('S11 disabling or demoting acts on the very next request', async () => {
  const { staffId } = await asRole('owner');
  expect((await ask()).status).toBe(200);
  await db().update(staff).set({ role: 'leasing_agent' }).where(eq(staff.id, staffId));
  expect((await ask()).status).toBe(404);
  await db().update(staff).set({ disabledAt: sql`now()` }).where(eq(staff.id, staffId));
  expect((await ask()).status).toBe(401);
});

test('searches are limited for each of the staff, in lists and pages alike, and the log is told once', async () => {
  const { staffId } = await asRole('auditor');
  const colleague = await signInAs(db(), { role: 'auditor' }, console);
  expect((await ask('?q=ann')).status).toBe(200);
  await db().update(hourlyAct).set({ times: 1198 }).where(eq(hourlyAct.staffId, staffId));
  requestHeaders.set('x-return-path', '/people?q=ann');
  expect((await frameSession()).staff.id).toBe(staffId);
  expect((await ask('?q=ann&cursor=next')).status).toBe(200);
  expect((await ask('?q=ann&cursor=')).status).toBe(200);
  expect((await pageSession('audit.read')).staff.id).toBe(staffId);
  for (let again = 0; again < 3; again += 1) {
    const answer = await ask('?q=ann');
    expect(answer.status).toBe(429);
    const params = { reason: 'limited_search', minutes: expect.any(Number) };
    expect(await answer.json()).toMatchObject({ error: { params } });
  }
  await expect(pageSession('audit.read')).rejects.toMatchObject({
    digest: expect.stringContaining('/search-limit?callbackUrl=%2Fpeople%3Fq%3Dann'),
  });
  expect((await frameSession()).staff.id).toBe(staffId);
  expect((await ask()).status).toBe(200);
  const told = await db().select().from(auditEntry).where(eq(auditEntry.event, 'limit.reach'));
  expect(told).toMatchObject([{ staffId, phase: 'denied' }]);
  jar.set(colleague.cookie.name, colleague.cookie.value);
  expect((await ask('?q=ann')).status).toBe(200);
});

test('a page that searches counts as a search, whatever its address holds beside the words', async () => {
  const { staffId } = await asRole('auditor');
  const counted = async (path: string) => {
    await db().delete(hourlyAct).where(eq(hourlyAct.staffId, staffId));
    requestHeaders.set('x-return-path', path);
    await pageSession('audit.read');
    return db().$count(hourlyAct, eq(hourlyAct.staffId, staffId));
  };
  for (const path of [
    '/people?q=ann',
    '/people?q=ann&cursor=',
    '/people?q=ann&cursor=a.b',
    `/people?q=ann&cursor=${'a'.repeat(2001)}`,
    `/people?q=ann&colour=${'a'.repeat(2000)}`,
    '/people?q=ann&colour=\\',
  ]) {
    expect(await counted(path), path).toBe(1);
  }
  for (const path of ['/people', '/people?q=ann&cursor=eyJ2IjoxfQ', '//evil.example/?cursor=a']) {
    expect(await counted(path), path).toBe(0);
  }
});

test('no answer of a handler is anybody’s to keep: rows, files, refusals, failures', async () => {
  const file = getHandler({
    permission: 'audit.read',
    query: z.strictObject({}),
    run: async () => new Response('a,b', { headers: { 'cache-control': 'public, max-age=60' } }),
  });
  const broken = getHandler({ permission: 'audit.read', query: z.strictObject({}), run: () => Promise.reject('no') });
  const request = new Request('http://localhost:3000/api/test');
  const nothing = { params: Promise.resolve({}) };
  const answers = [await ask()];
  await asRole('leasing_agent');
  answers.push(await ask());
  await asRole('auditor');
  answers.push(await ask(), await ask('?none=1'), await file(request, nothing), await broken(request, nothing));
  expect(answers.map(({ status }) => status)).toEqual([401, 404, 200, 400, 200, 503]);
  for (const { headers } of answers) {
    expect(Object.fromEntries(headers)).toMatchObject({ 'cache-control': 'private, no-store', vary: 'cookie' });
  }
});

test('a session of somebody else does not fit this cookie', async () => {
  const ann = await asRole('auditor');
  const bob = await asRole('owner');
  await db().update(session).set({ staffId: ann.staffId }).where(eq(session.id, bob.sessionId));
  expect((await ask()).status).toBe(401);
});

test('a page sends strangers to sign in and back, and hides itself from roles that may not', async () => {
  requestHeaders.set('x-return-path', '/people?q=ann');
  const location = encodeURIComponent('/people?q=ann');
  await expect(pageSession('audit.read')).rejects.toMatchObject({
    digest: expect.stringContaining(`/sign-in?callbackUrl=${location}`),
  });
  requestHeaders.set('x-return-path', '//evil.example');
  await expect(pageSession('audit.read')).rejects.toMatchObject({ digest: expect.stringContaining(';/sign-in;') });
  await asRole('leasing_agent');
  await expect(pageSession('audit.read')).rejects.toMatchObject({ digest: 'NEXT_HTTP_ERROR_FALLBACK;404' });
});

/** What each role may do, written down by hand: the policy table is checked against it, not the other way round. */
const deniedTo: Record<Role, Permission[]> = {
  owner: [],
  portfolio_manager: ['authenticator.reset', 'setting.manage', 'audit.erase'],
  building_manager: ['staff.manage', 'authenticator.reset', 'setting.manage', 'audit.erase', 'sync.run'],
  leasing_agent: [
    'staff.manage',
    'authenticator.reset',
    'setting.manage',
    'audit.erase',
    'sync.run',
    'export.create',
    'audit.read',
    'unit.edit',
    'drift.accept',
    'certification.manage',
  ],
  auditor: [
    'staff.manage',
    'authenticator.reset',
    'setting.manage',
    'audit.erase',
    'sync.run',
    'drift.accept',
    'access.grant',
    'access.extend',
    'access.revoke',
    'doorcode.reveal',
    'operation.manage',
    'plan.manage',
    'task.manage',
    'tenancy.manage',
    'unit.edit',
  ],
};

test.each(Object.keys(deniedTo) as Role[])('S05 every permission × %s', async (role) => {
  await asRole(role);
  const denied: Permission[] = [];
  for (const permission of permissions) {
    const probe = getHandler({ permission, query: z.strictObject({}), run: async () => null });
    const answer = await probe(new Request('http://localhost:3000/api/test'), { params: Promise.resolve({}) });
    if (answer.status === 404) denied.push(permission);
    else expect(answer.status).toBe(200);
  }
  expect(denied.sort()).toEqual(deniedTo[role].toSorted());
});

test('S08 an action whose request names no origin is refused before anything is looked at', async () => {
  await asRole('owner');
  requestHeaders.delete('origin');
  const answer = await grant({ days: 3 });
  requestHeaders.set('origin', 'http://localhost:3000');
  expect(answer).toMatchObject({ ok: false, error: { code: 'refused', params: { reason: 'origin_missing' } } });
});
