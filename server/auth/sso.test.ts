import { randomBytes } from 'node:crypto';
import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { appendAudit } from '#server/audit/append';
import { db } from '#server/db/pool';
import { auditEntry } from '#server/db/schema/audit';
import { staffIdentity } from '#server/db/schema/factors';
import { staff } from '#server/db/schema/staff';
import { settings } from '#server/settings';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { type OidcProvider, oidcClient, startOidcProvider } from '../../e2e/fixtures/oidc-provider.ts';
import { addStaff } from '../../e2e/fixtures/sign-in-as.ts';
// Not exported: it is what next-auth's route handler calls, without Next around it.
import { AuthHandler, type RequestInternal } from '../../node_modules/next-auth/core/index.js';
import { carryInvite } from './invite-cookie.ts';
import { makeLink } from './one-time-link.ts';
import { authOptions } from './options.ts';
import { currentSession } from './session.ts';

/** The browser: its cookies. */
const jar = new Map<string, string>();
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string) => (value ? jar.set(name, value) : jar.delete(name)),
  }),
  headers: async () => new Headers({ host: 'localhost:3000', 'x-gatehouse-peer': '192.0.2.9', 'user-agent': 'test' }),
}));

const home = 'http://localhost:3000';
let database: TestDatabase;
let provider: OidcProvider;

beforeAll(async () => {
  database = await createTestDatabase();
  provider = await startOidcProvider();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('NEXTAUTH_URL', home);
  vi.stubEnv('NEXTAUTH_SECRET', 'the session secret of this test, 32+');
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
  vi.stubEnv('STAFF_MFA', 'required');
  vi.stubEnv('OIDC_ISSUER', provider.issuer);
  vi.stubEnv('OIDC_CLIENT_ID', oidcClient.clientId);
  vi.stubEnv('OIDC_CLIENT_SECRET', oidcClient.clientSecret);
});
beforeEach(() => {
  jar.clear();
  provider.claims = {};
});
afterAll(async () => {
  await provider.stop();
  await db().$client.end();
  await database.drop();
});

type Back = { body: unknown; location: string };

/** One request to next-auth, which our route hands over as it came. */
async function nextAuth(path: string, body?: Record<string, string>): Promise<Back> {
  const url = new URL(path, home);
  const [action, providerId] = url.pathname.split('/').slice(3);
  const answer = await AuthHandler({
    req: {
      action: action as RequestInternal['action'],
      providerId,
      method: body ? 'POST' : 'GET',
      headers: { host: 'localhost:3000' },
      cookies: Object.fromEntries(jar),
      query: Object.fromEntries(url.searchParams),
      body,
      origin: home,
    },
    options: authOptions(),
  });
  for (const { name, value } of answer.cookies ?? []) {
    if (value) jar.set(name, value);
    else jar.delete(name);
  }
  return { body: answer.body, location: answer.redirect ?? '' };
}

/**
 * To the provider and back, as a browser goes. Resolves to where it ends. `meddle` may change the address on the way.
 */
async function signIn(meddle: (callback: URL) => URL = (callback) => callback): Promise<string> {
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse((await nextAuth('/api/auth/csrf')).body);
  const left = await nextAuth('/api/auth/signin/sso', { csrfToken, callbackUrl: `${home}/people` });
  const sent = await fetch(left.location, { redirect: 'manual' });
  const callback = meddle(new URL(sent.headers.get('location') ?? ''));
  return (await nextAuth(callback.pathname + callback.search)).location;
}

async function invite(email: string): Promise<string> {
  const staffId = await addStaff(db(), { role: 'auditor', email });
  await carryLink(staffId);
  return staffId;
}

async function carryLink(staffId: string): Promise<void> {
  const link = await db().transaction((tx) => makeLink(tx, home, { purpose: 'invite', staffId, hours: 1 }));
  await carryInvite({ token: new URL(link).hash.replace('#token=', '') });
}

/** Seconds since 1970, `minutes` ago. */
const minutesAgo = (minutes: number): number => Math.floor(Date.now() / 1000) - minutes * 60;

const isIn = async (): Promise<string | null> =>
  currentSession().then(
    ({ staff: { id } }) => id,
    () => null,
  );
const lastEvent = async () => {
  const [entry] = await db().select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1);
  return entry && { event: entry.event, phase: entry.phase };
};

let rejected = 0;
/** Waits until so many more are written down: next-auth does not wait for that. */
async function expectRejected(times: number): Promise<void> {
  rejected += times;
  const isOne = sql`event = 'session.refuse' and payload::jsonb->'details'->>'reason' = 'sso_rejected'`;
  await vi.waitFor(async () => expect(await db().$count(auditEntry, isOne)).toBe(rejected), { timeout: 10_000 });
}

test('only whoever is linked gets in: an invitation links, and the email of the provider means nothing', async () => {
  provider.subject = 'subject-of-ann';
  await addStaff(db(), { role: 'owner', email: 'owner@staff.example' });
  provider.claims = { email: 'owner@staff.example', email_verified: true };
  const refused = new URL(await signIn(), home);
  expect(refused.searchParams.get('error')).toBe('sso_refused');
  expect(await isIn()).toBeNull();
  expect(await lastEvent()).toEqual({ event: 'session.refuse', phase: 'denied' });
  const [entry] = await db().select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1);
  expect(refused.searchParams.get('request')).toBe(entry?.requestId);

  const ann = await invite('ann@staff.example');
  expect(await signIn()).toBe(`${home}/people`);
  expect(await isIn()).toBe(ann);
  expect(await lastEvent()).toEqual({ event: 'session.start', phase: 'done' });
  expect(jar.has('gatehouse.invite')).toBe(false);
  const [joined] = await db().select().from(auditEntry).where(eq(auditEntry.event, 'staff.join'));
  expect(joined).toMatchObject({ staffId: ann, objectType: 'staff', objectId: ann });

  jar.clear();
  expect(await signIn()).toBe(`${home}/people`);
  expect(await isIn()).toBe(ann);
  const rows = await db().select().from(staffIdentity);
  expect(rows).toMatchObject([{ issuer: provider.issuer, subject: 'subject-of-ann', staffId: ann }]);
});

test('an identity that belongs to somebody is not linked a second time, and an invitation links once', async () => {
  const bob = await invite('bob@staff.example');
  provider.subject = 'subject-of-bob';
  const carried = jar.get('gatehouse.invite') ?? '';
  await signIn();
  expect(await isIn()).toBe(bob);
  jar.clear();
  jar.set('gatehouse.invite', carried);
  provider.subject = 'a stranger';
  expect(await signIn()).toContain('sso_refused');
  expect(await isIn()).toBeNull();
  jar.clear();
  await invite('eve@staff.example');
  provider.subject = 'subject-of-bob';
  await signIn();
  expect(await isIn()).toBe(bob);
});

test('an invitation of somebody who left since links nobody', async () => {
  const inviter = await addStaff(db(), { role: 'owner', email: 'leaves@staff.example' });
  const una = await invite('una@staff.example');
  provider.subject = 'subject-of-una';
  await db().transaction((tx) =>
    appendAudit(tx, {
      event: 'staff.invite',
      phase: 'done',
      actor: { kind: 'staff', staffId: inviter },
      object: { type: 'staff', id: una },
      requestId: crypto.randomUUID(),
    }),
  );
  await db().update(staff).set({ disabledAt: sql`now()` }).where(eq(staff.id, inviter));
  expect(await signIn()).toContain('sso_refused');
  await db().update(staff).set({ disabledAt: null }).where(eq(staff.id, inviter));
  jar.clear();
  await carryLink(una);
  await signIn();
  expect(await isIn()).toBe(una);
});

test('S11 whoever left gets in no more', async () => {
  const ida = await invite('ida@staff.example');
  provider.subject = 'subject-of-ida';
  await signIn();
  expect(await isIn()).toBe(ida);
  await db().update(staff).set({ disabledAt: sql`now()` }).where(eq(staff.id, ida));
  expect(await isIn()).toBeNull();
  jar.clear();
  expect(await signIn()).toContain('sso_refused');
});

test('a sign-on counts where the provider says that it saw two factors, or the settings answer for it', async () => {
  const pat = await invite('pat@staff.example');
  provider.subject = 'subject-of-pat';
  for (const claims of [{ amr: undefined }, { amr: ['pwd'] }, { amr: 'mfa' }, { amr: [], acr: '0' }]) {
    provider.claims = claims;
    expect(await signIn()).toContain('error=sso_one_factor');
    expect(await isIn()).toBeNull();
    expect(await lastEvent()).toEqual({ event: 'session.refuse', phase: 'denied' });
  }
  provider.claims = { amr: undefined, acr: 'phrh' };
  expect(await signIn()).toBe(`${home}/people`);
  expect(await isIn()).toBe(pat);
  jar.clear();
  provider.claims = { amr: undefined };
  const { oidc } = settings();
  if (oidc) oidc.enforcesMfa = true;
  await signIn();
  expect(await isIn()).toBe(pat);
  if (oidc) oidc.enforcesMfa = false;
});

test.each<[string, Record<string, unknown>]>([
  ['of another issuer', { iss: 'http://127.0.0.1:1' }],
  ['for another client', { aud: 'somebody else' }],
  ['that has run out', { exp: 1 }],
  ['of another sign-in', { nonce: 'another' }],
])('a token %s opens nothing', async (_, claims) => {
  const staffId = await invite(`${crypto.randomUUID()}@staff.example`);
  provider.subject = staffId;
  provider.claims = claims;
  expect(await signIn()).toContain('error=OAuthCallback');
  expect(await isIn()).toBeNull();
  await expectRejected(1);
});

test('an answer that this browser did not ask for, or with a code used before, opens nothing', async () => {
  const staffId = await invite('ned@staff.example');
  provider.subject = staffId;
  const forged = (callback: URL) => {
    callback.searchParams.set('state', 'forged');
    return callback;
  };
  expect(await signIn(forged)).toContain('error=OAuthCallback');
  let used = '';
  await signIn((callback) => {
    used = callback.pathname + callback.search;
    return callback;
  });
  expect(await isIn()).toBe(staffId);
  jar.clear();
  expect((await nextAuth(used)).location).toContain('error=OAuthCallback');
  expect(await isIn()).toBeNull();
  await expectRejected(2);
});

test.each<[string, Record<string, unknown>, boolean]>([
  ['that it asked just now', { auth_time: minutesAgo(0) }, true],
  ['that it asked this morning', { auth_time: minutesAgo(60) }, false],
  ['nothing about it', {}, false],
  ['nonsense about it', { auth_time: 'just now' }, false],
])('a sign-on of which the provider says %s is a fresh proof: %o', async (_, claims, isFresh) => {
  const staffId = await invite(`${crypto.randomUUID()}@staff.example`);
  provider.subject = staffId;
  provider.claims = claims;
  await signIn();
  expect(await currentSession()).toMatchObject({ staff: { id: staffId }, method: 'sso', isFresh });
});

test('the provider is asked when it saw the person prove who they are, and asked again for sensitive acts', async () => {
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse((await nextAuth('/api/auth/csrf')).body);
  const sent = await nextAuth('/api/auth/signin/sso?prompt=login&max_age=0', {
    csrfToken,
    callbackUrl: `${home}/prove`,
  });
  const asked = Object.fromEntries(new URL(sent.location).searchParams);
  expect(asked).toMatchObject({ prompt: 'login', max_age: '0', scope: 'openid' });
});
