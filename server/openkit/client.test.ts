import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Terms } from '#lib/access-rules/terms';
import { addMs, toInstant } from '#lib/time/instant';
import { createDb, type Db } from '#server/db/pool';
import { schemaWarning } from '#server/db/schema/meter';
import { type RunningEmulator, startEmulator } from '#server/emulator/start-emulator';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { clientSecret, context, openClient } from './testing/open-client.ts';
import type { DoorSnapshot, OpenKit, OpenKitOptions } from './types.ts';

let database: TestDatabase;
let db: Db;
let emulator: RunningEmulator;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url);
  emulator = await startEmulator({
    people: 60,
    buildings: 3,
    partner: { clientId: 'sandbox-client', clientSecret },
    validatesAnswers: true,
  });
});
afterAll(async () => {
  await emulator.close();
  await db.$client.end();
  await database.drop();
});
beforeEach(async () => {
  await control('POST', '/reset', {});
  // What one test did to the shared token, slots and pause must not reach the next.
  await db.$client.query('delete from upstream_token; update rate_budget set next_at_ms = 0');
});

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${emulator.url}/_emulator${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  expect(response.status, await response.clone().text()).toBeLessThan(300);
  return response.json();
}

const fault = (match: object, effect: object, times = 1) => control('POST', '/faults', { match, effect, times });
const journal = async (method: string) =>
  (await control('GET', `/journal?method=${method}&path=/access/sdk`)).entries as Record<string, unknown>[];

const timeouts = { connectMs: 500, headersMs: 300, totalMs: 600 };
const open = (changes: Partial<OpenKitOptions> = {}) =>
  openClient(db, emulator.url, { apiUrl: `${emulator.url}/access/sdk`, pageSize: 25, timeouts, ...changes });

async function readAll<T>(read: (token: string | null) => Promise<{ items: T[]; nextPageToken: string | null }>) {
  const items: T[] = [];
  let token: string | null = null;
  do {
    const page: { items: T[]; nextPageToken: string | null } = await read(token);
    items.push(...page.items);
    token = page.nextPageToken;
  } while (token !== null);
  return items;
}

const usable = (door: DoorSnapshot) => door.isActivated && door.kind === 'door' && door.isConnected === true;
const findDoor = async (openkit: OpenKit): Promise<DoorSnapshot> => {
  const door = (await readAll((token) => openkit.listDoors(context(), token))).find(usable);
  if (!door) throw new Error('the world has no usable door');
  return door;
};

const recipient = () => ({
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: `${randomUUID()}@example.com`,
  phone: null,
});
const permanent = (): Terms => ({
  passcodeType: 'PERMANENT',
  start: addMs(toInstant(Date.now()), -60_000),
  end: addMs(toInstant(Date.now()), 86_400_000),
  shareable: false,
  role: 'non_resident',
  notify: true,
});

describe.each(['openkit', 'opendoor', 'mixed'] as const)('the whole world of the profile %s', (profile) => {
  it('is read without a warning', async () => {
    await control('POST', '/reset', { profile });
    const { openkit } = open();
    const buildings = await openkit.listBuildings(context());
    const doors = await readAll((token) => openkit.listDoors(context(), token));
    const people = await readAll((token) => openkit.listPeople(context(), token));
    const residents = await Promise.all(
      buildings.items.map(({ id }) => readAll((token) => openkit.listResidents(context(), id, token))),
    );
    expect(buildings).toMatchObject({ unreadable: 0 });
    expect(buildings.items).toHaveLength(3);
    expect(buildings.items.filter((building) => building.timeZone !== null).length).toBeGreaterThanOrEqual(2);
    expect(buildings.items.filter((building) => building.portfolio === null)).toEqual([]);
    expect(new Set(doors.map((door) => door.id)).size).toBe(doors.length);
    expect(people.length).toBe(emulator.emulator.world.users.length);
    expect(people.flatMap((person) => person.accesses).length).toBeGreaterThan(people.length);
    expect(residents.flat().length).toBeGreaterThan(0);
    expect(await db.select().from(schemaWarning)).toEqual([]);
  });
});

describe('an access', () => {
  it('is granted, opens the lock with its code, is changed and revoked', async () => {
    const { openkit, logged } = open();
    const door = await findDoor(openkit);
    const to = recipient();
    const granted = await openkit.grant(context(), { recipient: to, terms: permanent(), doorIds: [door.id] });
    expect(granted).toMatchObject({
      kind: 'applied',
      person: {
        email: to.email,
        accesses: [{ doorId: door.id, granterKind: 'partner', role: 'non_resident', doorcodeStatus: 'valid' }],
      },
    });
    const personId = granted.kind === 'applied' ? (granted.personId ?? '') : '';

    const [revealed] = await openkit.revealDoorcodes(context(), personId);
    expect(await control('POST', `/doors/${door.id}/try`, { code: revealed?.code })).toMatchObject({ opens: true });
    const person = await openkit.getPerson(context(), personId);
    expect(JSON.stringify([granted, person])).not.toContain(revealed?.code);

    expect(await openkit.change(context(), personId, door.id, { shareable: true, end: null })).toMatchObject({
      kind: 'applied',
      person: { accesses: [{ shareable: true, end: null }] },
    });
    expect((await journal('PATCH'))[0]).toMatchObject({ body: { shareable: true, endTime: null }, violations: [] });

    expect(await openkit.revoke(context('revoke'), personId, door.id)).toMatchObject({ kind: 'applied' });
    expect(await openkit.getPerson(context(), personId)).toMatchObject({ accesses: [] });
    expect(await control('POST', `/doors/${door.id}/try`, { code: revealed?.code })).toMatchObject({ opens: false });

    const jwtStart = 'eyJ';
    for (const canary of [clientSecret, jwtStart, 'Bearer', revealed?.code, to.email, to.lastName]) {
      expect(logged.join('')).not.toContain(canary);
    }
  });

  it('leaves one log line per call, to be found by its request id', async () => {
    const { openkit, logged } = open();
    const personId = randomUUID();
    const ctx = context();
    await openkit.getPerson(ctx, personId);
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { requestId: ctx.requestId, method: 'POST', path: '/v1/oauth/token', status: 200, attempt: 1 },
      { requestId: ctx.requestId, method: 'GET', path: `/v1/users/${personId}`, status: 404, attempt: 1 },
    ]);
    expect(JSON.parse(logged[1] ?? '{}').durationMs).toBeTypeOf('number');
    expect(await journal('GET')).toMatchObject([{ requestId: ctx.requestId }]);
  });

  it('for a day is granted to a phone without an end, whatever the terms say', async () => {
    const { openkit } = open();
    const door = await findDoor(openkit);
    const outcome = await openkit.grant(context(), {
      recipient: { ...recipient(), email: null, phone: '+14155550123' },
      terms: { ...permanent(), passcodeType: 'DAILY', start: toInstant(Date.now()) },
      doorIds: [door.id],
    });
    expect(outcome).toMatchObject({ kind: 'applied', person: { email: null, accesses: [{ passcodeType: 'DAILY' }] } });
    const [post] = await journal('POST');
    expect(post?.body).not.toHaveProperty('endTime');
    expect(post?.body).not.toHaveProperty('email');
  });

  it('that OpenKit refuses comes back with its reason', async () => {
    const { openkit } = open();
    const door = await findDoor(openkit);
    const terms = permanent();
    const refused = { recipient: { ...recipient(), email: null, phone: '+14155550123' }, terms, doorIds: [door.id] };
    expect(await openkit.grant(context(), refused)).toEqual({
      kind: 'rejected',
      status: 400,
      message: 'EMAIL_REQUIRED_FOR_PERMANENT',
      missing: false,
    });
    expect(await openkit.revoke(context(), randomUUID(), door.id)).toMatchObject({ kind: 'rejected', missing: true });
  });

  it('of a person who is not there', async () => {
    const { openkit } = open();
    expect(await openkit.getPerson(context(), randomUUID())).toBeNull();
    expect(await openkit.revealDoorcodes(context(), randomUUID())).toEqual([]);
  });
});

describe('a write whose answer is lost', () => {
  it.each<[string, object, string, boolean]>([
    ['reset after the commit', { type: 'commit_then_reset' }, 'reset', true],
    ['reset before the commit', { type: 'reset_before_commit' }, 'reset', false],
    ['500 after the commit', { type: 'commit_then_respond', status: 500 }, 'status_500', true],
    ['500 without effect', { type: 'respond', status: 500 }, 'status_500', false],
    ['a page of HTML', { type: 'corrupt_body', as: 'html' }, 'unreadable', true],
    ['half a body', { type: 'truncate', bytes: 40 }, 'reset', true],
    ['no answer', { type: 'hang', afterCommit: true }, 'headers_timeout', true],
    ['an answer that drips', { type: 'drip', chunkBytes: 1, everyMs: 100 }, 'total_timeout', true],
  ])('%s: unknown, sent once', async (_, effect, reason, isCommitted) => {
    const { openkit } = open();
    const door = await findDoor(openkit);
    const to = recipient();
    await fault({ method: 'POST', path: '/v2/users' }, effect);
    const outcome = await openkit.grant(context(), { recipient: to, terms: permanent(), doorIds: [door.id] });
    expect(outcome).toEqual({ kind: 'unknown', reason });
    expect(await journal('POST')).toHaveLength(1);
    expect((await control('GET', `/users?email=${to.email}`)).users).toHaveLength(isCommitted ? 1 : 0);
  });

  it('an empty 200 is success', async () => {
    const { openkit } = open();
    const door = await findDoor(openkit);
    await fault({ method: 'POST', path: '/v2/users' }, { type: 'corrupt_body', as: 'empty' });
    const outcome = await openkit.grant(context(), { recipient: recipient(), terms: permanent(), doorIds: [door.id] });
    expect(outcome).toEqual({ kind: 'applied', personId: null, person: null });
  });

  it('nobody there: not sent', async () => {
    const { openkit } = open();
    await openkit.listBuildings(context());
    const { openkit: lost } = open({ apiUrl: 'http://127.0.0.1:1/access/sdk' });
    expect(await lost.revoke(context(), randomUUID(), randomUUID())).toEqual({
      kind: 'not_sent',
      reason: 'connect_failed',
    });
  });
});

describe('a read that fails', () => {
  it.each<[string, object]>([
    ['503', { type: 'respond', status: 503, text: '<html>' }],
    ['a reset', { type: 'reset_before_commit' }],
    ['no answer', { type: 'hang' }],
  ])('with %s is tried three times in all', async (_, effect) => {
    const { openkit } = open();
    await fault({ path: '/v1/buildings' }, effect, 2);
    expect(await openkit.listBuildings(context())).toMatchObject({ unreadable: 0 });
    await fault({ path: '/v1/buildings' }, effect, 4);
    const ctx = context();
    await expect(openkit.listBuildings(ctx)).rejects.toMatchObject({ kind: 'unavailable', requestId: ctx.requestId });
    expect(await journal('GET')).toHaveLength(6);
  });

  it.each(['html', 'null', 'malformed_json', 'empty'])('with a body of %s is unreadable', async (as) => {
    const { openkit } = open();
    await fault({ path: '/v1/buildings' }, { type: 'corrupt_body', as });
    await expect(openkit.listBuildings(context())).rejects.toMatchObject({ kind: 'unreadable' });
  });

  it('with a redirect is not followed', async () => {
    const { openkit } = open();
    await fault(
      { path: '/v1/buildings' },
      { type: 'respond', status: 302, headers: { location: `${emulator.url}/access/sdk/v1/doors` } },
    );
    await expect(openkit.listBuildings(context())).rejects.toMatchObject({ kind: 'unreadable', status: 302 });
    expect(await journal('GET')).toHaveLength(1);
  });

  it('ten times in a row keeps the next calls from leaving', async () => {
    const { openkit } = open();
    await fault({ method: 'DELETE' }, { type: 'respond', status: 500 }, 20);
    const revoke = () => openkit.revoke(context(), randomUUID(), randomUUID());
    for (let n = 0; n < 10; n += 1) expect(await revoke()).toMatchObject({ kind: 'unknown' });
    expect(await revoke()).toEqual({ kind: 'not_sent', reason: 'breaker_open' });
    await expect(openkit.listBuildings(context())).rejects.toMatchObject({ reason: 'breaker_open' });
    expect(await openkit.status()).toMatchObject({ breaker: 'open' });
    expect(await journal('DELETE')).toHaveLength(10);
  });

  it('because the caller gave up is not tried again', async () => {
    const { openkit } = open({ timeouts: { connectMs: 10_000, headersMs: 30_000, totalMs: 60_000 } });
    await fault({ path: '/v1/buildings' }, { type: 'hang' }, 3);
    const caller = new AbortController();
    const read = openkit.listBuildings(context('interactive', caller.signal));
    const failed = expect(read).rejects.toMatchObject({ reason: 'aborted' });
    await vi.waitFor(async () => expect(await journal('GET')).toHaveLength(1), { timeout: 10_000 });
    caller.abort();
    await failed;
    expect(await journal('GET')).toHaveLength(1);
  });
});

describe('a token that expires', () => {
  it.each([401, 403])('in mid-listing with %i is renewed once, and nothing is lost', async (answer) => {
    const { openkit } = open();
    await fault({ path: '/v1/users', nth: 2 }, { type: 'token_expire', answer });
    const people = await readAll((token) => openkit.listPeople(context(), token));
    expect(people.length).toBe(emulator.emulator.world.users.length);
    expect((await control('GET', '/journal')).totals).toMatchObject({ tokenFetches: 2 });
  });
});

describe('the rate', () => {
  it('429 pauses everybody as long as OpenKit asks, and the write is made after all', async () => {
    const { openkit } = open();
    const { openkit: other } = open();
    const door = await findDoor(openkit);
    await control('DELETE', '/journal');
    await fault(
      { method: 'POST', path: '/v2/users' },
      { type: 'respond', status: 429, headers: { 'retry-after': '1' } },
    );
    const granting = openkit.grant(context(), { recipient: recipient(), terms: permanent(), doorIds: [door.id] });
    await expect.poll(async () => (await openkit.status()).budget.pausedUntil).not.toBeNull();
    await other.listBuildings(context('revoke'));
    expect(await granting).toMatchObject({ kind: 'applied' });
    const calls = [...(await journal('POST')), ...(await journal('GET'))].map((entry) => Number(entry.at));
    const [refusedAt = 0, ...laterAt] = calls.sort((a, b) => a - b);
    expect(laterAt).toHaveLength(2);
    expect(Math.min(...laterAt) - refusedAt).toBeGreaterThanOrEqual(990);
  });

  it('429 for longer than a call may take: limited, not sent', async () => {
    const callMs = { revoke: 500, interactive: 500, bulk: 500, sync: 500 };
    const { openkit } = open({ timeouts: { ...timeouts, callMs } });
    await fault({}, { type: 'respond', status: 429, headers: { 'retry-after': '60' } });
    await expect(openkit.listBuildings(context())).rejects.toMatchObject({ kind: 'unavailable' });
    await db.$client.query('delete from upstream_token; update rate_budget set next_at_ms = 0');
    await fault({ method: 'DELETE' }, { type: 'respond', status: 429, headers: { 'retry-after': '60' } });
    expect(await openkit.revoke(context(), randomUUID(), randomUUID())).toEqual({
      kind: 'not_sent',
      reason: 'limited',
    });
    await expect(openkit.listBuildings(context())).rejects.toMatchObject({ kind: 'limited' });
  });

  it('stays within the budget with two clients at full speed', async () => {
    const clients = [open({ callsPerSecond: 20 }), open({ callsPerSecond: 20 })];
    await control('DELETE', '/journal');
    await Promise.all(
      clients.flatMap(({ openkit }) =>
        Array.from({ length: 15 }, (_, n) => openkit.listBuildings(context(n % 2 ? 'bulk' : 'sync'))),
      ),
    );
    const { totals } = await control('GET', '/journal');
    expect(totals).toMatchObject({ calls: 31, tokenFetches: 1 });
    expect(totals.maxPerSecond).toBeLessThanOrEqual(20);
  });

  it('lets a revocation overtake a running sweep', async () => {
    const { openkit } = open({ callsPerSecond: 10 });
    await openkit.listBuildings(context('sync'));
    await control('DELETE', '/journal');
    const sweep = Array.from({ length: 6 }, () => openkit.listBuildings(context('sync')));
    await openkit.revoke(context('revoke'), randomUUID(), randomUUID());
    await Promise.all(sweep);
    const methods = ((await control('GET', '/journal')).entries as { method: string }[]).map((entry) => entry.method);
    expect(methods).toHaveLength(7);
    expect(methods.indexOf('DELETE')).toBeLessThanOrEqual(1);
  });
});
