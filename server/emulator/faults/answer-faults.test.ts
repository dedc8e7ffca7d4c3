import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { userPage } from '../contract/answers.ts';
import { doorWith, startTestApi, type TestApi } from '../testing/api-client.ts';

let test: TestApi;
let door: string;
beforeAll(async () => {
  test = await startTestApi();
  door = doorWith(test, { isConnected: true });
});
beforeEach(() => test.emulator.reset({}));
afterAll(() => test.close());

const users = () => test.api('GET', '/v1/users?pageSize=10');
const grant = () => test.grant({ doorUuids: [door] });
const isGranted = () => test.emulator.world.userByEmail('nora@example.com')?.accesses.length === 1;
const lastEntry = () => test.emulator.journal.read({}).at(-1);

describe('answers instead of work (K1, K6)', () => {
  it('respond: status, headers and body, n times, then as ever; nothing is done', async () => {
    const id = await test.fault({
      effect: { type: 'respond', status: 502, text: '<h1>Bad</h1>', headers: { 'x-via': 'proxy' } },
      times: 1,
    });
    const reply = await grant();
    expect([reply.status, reply.text, reply.headers.get('x-via')]).toEqual([502, '<h1>Bad</h1>', 'proxy']);
    expect(isGranted()).toBe(false);
    expect(lastEntry()).toMatchObject({ fault: id, applied: [], status: 502 });
    expect((await grant()).status).toBe(200);
  });

  it.each([
    ['none', null],
    ['seconds', /^1$/],
    ['http-date', /GMT$/],
    ['past', /GMT$/],
    ['zero', /^0$/],
    ['huge', /^9+$/],
    ['garbage', /soon/],
  ])('rate_limit with Retry-After %s', async (retryAfter, pattern) => {
    await test.fault({ effect: { type: 'rate_limit', perSecond: 1, burst: 1, retryAfter } });
    const [first, second] = [await users(), await users()];
    expect([first.status, second.status]).toEqual([200, 429]);
    if (pattern === null) expect(second.headers.get('retry-after')).toBeNull();
    else expect(second.headers.get('retry-after')).toMatch(pattern);
  });
});

describe('heads and bodies (K1, K4, K7)', () => {
  it('headers are set', async () => {
    await test.fault({
      effect: { type: 'headers', set: { date: 'Thu, 01 Jan 1970 00:00:00 GMT', 'content-type': 'text/plain' } },
    });
    const { headers } = await users();
    expect([headers.get('date'), headers.get('content-type')]).toEqual(['Thu, 01 Jan 1970 00:00:00 GMT', 'text/plain']);
  });

  it('replace_status swaps 200 for a bodyless 201 or 204', async () => {
    await test.fault({ effect: { type: 'replace_status', status: 201, keepBody: false }, times: 1 });
    const created = await grant();
    expect([created.status, created.text, isGranted()]).toEqual([201, '', true]);
    await test.fault({ effect: { type: 'replace_status', status: 204 }, times: 1 });
    expect((await users()).status).toBe(204);
  });

  it.each([
    ['html', /<!doctype html>/],
    ['empty', /^$/],
    ['null', /^null$/],
    ['malformed_json', /,$/],
    ['oversized', / {1000}$/],
  ])('corrupt_body as %s', async (as, pattern) => {
    await test.fault({ effect: { type: 'corrupt_body', as } });
    const reply = await users();
    expect(reply.status).toBe(200);
    expect(reply.text).toMatch(pattern);
  });

  it.each([
    { type: 'corrupt_body', as: 'broken_gzip' },
    { type: 'truncate', bytes: 100 },
    { type: 'wrong_length', by: 50 },
  ])('%j cannot be read to its end', async (effect) => {
    await test.fault({ effect });
    await expect(users()).rejects.toThrow();
  });

  it('wrong_length may promise too little', async () => {
    await test.fault({ effect: { type: 'wrong_length', by: -50 } });
    const reply = await users();
    expect(reply.json).toBeUndefined();
  });

  it('drip sends it all, slowly', async () => {
    await test.fault({ effect: { type: 'drip', chunkBytes: 4_000, everyMs: 20 } });
    const startedMs = performance.now();
    const { text, json } = await users();
    expect(userPage.parse(json).users).toHaveLength(10);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(Math.floor(text.length / 4_000) * 20);
  });

  it.each([
    ['null', null],
    ['missing', undefined],
    ['unknown_enum', 'SOMETHING_NEW'],
    ['number', 42],
    ['object', { nested: 'PERMANENT' }],
    ['value', 'exactly this'],
  ])('drift of a field in every row to %s', async (to, expected) => {
    await test.fault({
      effect: { type: 'drift', field: 'users[].accesses[].passcodeType', to, value: 'exactly this' },
    });
    const { json } = await users();
    const found = JSON.parse(JSON.stringify(json)).users.flatMap((user: { accesses: { passcodeType: unknown }[] }) =>
      user.accesses.map(({ passcodeType }) => passcodeType),
    );
    expect(found.length).toBeGreaterThan(10);
    expect(new Set(found.map((value: unknown) => JSON.stringify(value)))).toEqual(new Set([JSON.stringify(expected)]));
  });

  it('drift leaves the world alone', async () => {
    await test.fault({ effect: { type: 'drift', field: 'users[].firstName', to: 'null' }, times: 1 });
    expect((await users()).text).toContain('"firstName":null');
    expect((await users()).text).not.toContain('"firstName":null');
  });
});
