import { randomBytes } from 'node:crypto';
import { desc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { everywhere } from '#lib/area';
import { auditEntry } from '#server/db/schema/audit';
import { sessionAs } from '../../e2e/fixtures/back-office.ts';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { addStaff } from '../../e2e/fixtures/sign-in-as.ts';
// Not exported: it is what next-auth's route handler calls, without Next around it.
import { AuthHandler, type RequestInternal } from '../../node_modules/next-auth/core/index.js';
import { hashPassword } from './password.ts';

// Asked for on every derivation of a key, so that they can be counted.
const derived = vi.hoisted(() => ({ costs: [] as string[] }));
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  const argon2: typeof crypto.argon2 = (name, parameters, done) => {
    const { memory, passes, parallelism, tagLength } = parameters;
    derived.costs.push([name, memory, passes, parallelism, tagLength].join(' '));
    crypto.argon2(name, parameters, done);
  };
  return { ...crypto, default: { ...crypto, argon2 }, argon2 };
});
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => undefined, getAll: () => [], set: () => undefined }),
  headers: async () => new Headers(),
}));

const home = 'http://localhost:3000';
const password = 'correct horse battery staple';
const email = 'victim@staff.example';
const victimsHome = '203.0.113.5';
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('NEXTAUTH_URL', home);
  vi.stubEnv('NEXTAUTH_SECRET', 'the session secret of this test, 32+');
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
  vi.stubEnv('DATA_KEY', randomBytes(32).toString('base64'));
  const { db } = await import('#server/db/pool');
  await addStaff(db(), { role: 'leasing_agent', email, passwordHash: await hashPassword(password) });
});
afterAll(async () => {
  const { db } = await import('#server/db/pool');
  await db().$client.end();
  await database.drop();
});

type Try = { email?: string; password?: string; peer?: string; forwardedFor?: string };

/** Posts the sign-in form. Resolves to the reason it is answered with, or `in`. */
const trySignIn = async (given: Try): Promise<string> => (await postSignIn(given)).split(' ')[0] ?? '';

/** Resolves to all the form is answered with: a reason and the request's id, or `in`. */
async function postSignIn(given: Try): Promise<string> {
  const { authOptions } = await import('./options.ts');
  const options = authOptions();
  const ask = (request: Partial<RequestInternal>) =>
    AuthHandler({
      req: { action: 'csrf', method: 'GET', headers: { host: 'localhost:3000' }, query: {}, origin: home, ...request },
      options,
    });
  const csrf = await ask({});
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(csrf.body);
  const answer = await ask({
    action: 'callback',
    providerId: 'credentials',
    method: 'POST',
    headers: {
      host: 'localhost:3000',
      'x-gatehouse-peer': given.peer ?? '192.0.2.1',
      'x-forwarded-for': given.forwardedFor ?? '',
    },
    cookies: Object.fromEntries((csrf.cookies ?? []).map(({ name, value }) => [name, value])),
    body: { csrfToken, email: given.email ?? email, password: given.password ?? 'wrong', json: 'true' },
  });
  return new URL(answer.redirect ?? '', home).searchParams.get('error') ?? 'in';
}

async function tally(tries: Iterable<Try>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const each of tries) {
    const answer = await trySignIn(each);
    counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return counts;
}

/** As a new process begins: no module and no pool of before, the database as it was. */
async function restart(env: Record<string, string>): Promise<void> {
  const { db } = await import('#server/db/pool');
  await db().$client.end();
  vi.resetModules();
  const store = globalThis as unknown as Record<symbol, unknown>;
  for (const key of Object.getOwnPropertySymbols(store)) {
    if (Symbol.keyFor(key)?.startsWith('gatehouse.')) delete store[key];
  }
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

const alarmsOfOwner = async () => {
  const { countAlarms } = await import('#server/services/overview/count-alarms');
  return (await countAlarms(await sessionAs('owner'), everywhere)).guessedAccounts;
};

test('the answer to a wrong password names the request under which the log has it', async () => {
  const [reason, requestId] = (await postSignIn({})).split(' ');
  const { db } = await import('#server/db/pool');
  const [entry] = await db().select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1);
  expect(reason).toBe('sign_in_refused');
  expect(entry).toMatchObject({ event: 'session.refuse', requestId });
});

test('S14 whether an email is known shows in neither the answer nor the number and cost of hashes', async () => {
  const { db } = await import('#server/db/pool');
  await addStaff(db(), { role: 'auditor', email: 'invited@staff.example' });
  const hash = await hashPassword(password);
  const gone = await addStaff(db(), { role: 'auditor', email: 'gone@staff.example', passwordHash: hash });
  await db().execute(sql`update staff set disabled_at = now() where id = ${gone}`);
  const seen = new Map<string, unknown>();
  for (const known of [email, 'invited@staff.example', 'gone@staff.example', 'nobody@staff.example', 'no email']) {
    derived.costs.length = 0;
    const answer = await trySignIn({ email: known, password: 'not the password at all' });
    seen.set(known, { answer, hashes: [...derived.costs] });
  }
  const one = { answer: 'sign_in_refused', hashes: ['argon2id 19456 2 1 32'] };
  expect([...seen.values()]).toEqual(Array(5).fill(one));
});

test('S13 1,000 wrong passwords, a restart in between: few are looked at, the owner is told, the victim still gets in', async () => {
  const { db } = await import('#server/db/pool');
  await db().execute(sql`delete from sign_in_attempt`);
  expect(await trySignIn({ password, peer: victimsHome })).toBe('in');
  const before = await alarmsOfOwner();

  // No proxy is believed: X-Forwarded-For is whatever the attacker writes.
  const spoofed = Array.from({ length: 500 }, (_, at) => ({ forwardedFor: `198.51.100.${at % 250}` }));
  derived.costs.length = 0;
  expect(await tally(spoofed)).toEqual({ sign_in_refused: 5, limited_sign_in: 495 });
  await restart({ TRUSTED_PROXY_HOPS: '1' });
  expect(await trySignIn({ forwardedFor: '192.0.2.1' }), 'the counters survive').toBe('limited_sign_in');

  // Behind a proxy that is believed, from as many places as there are tries.
  const spread = Array.from({ length: 500 }, (_, at) => ({ forwardedFor: `10.${at % 250}.${at >> 8}.7` }));
  expect(await tally(spread)).toEqual({ sign_in_refused: 25, limited_sign_in: 475 });
  expect(derived.costs, 'what is refused unseen costs no hash').toHaveLength(30);
  expect(await alarmsOfOwner()).toBe(before + 1);

  expect(await trySignIn({ password, forwardedFor: victimsHome }), 'where they signed in lately').toBe('in');
  expect(await trySignIn({ password, forwardedFor: '203.0.113.77' })).toBe('limited_sign_in');
  const { db: later } = await import('#server/db/pool');
  await later().execute(sql`update sign_in_attempt set at = at - interval '61 minutes'`);
  expect(await trySignIn({ password, forwardedFor: '203.0.113.77' }), 'not for good').toBe('in');
}, 60_000);
