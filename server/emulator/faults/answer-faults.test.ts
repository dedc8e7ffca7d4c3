import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
});

describe('heads and bodies (K1, K4, K7)', () => {
  it('drift leaves the world alone', async () => {
    await test.fault({ effect: { type: 'drift', field: 'users[].firstName', to: 'null' }, times: 1 });
    expect((await users()).text).toContain('"firstName":null');
    expect((await users()).text).not.toContain('"firstName":null');
  });
});
