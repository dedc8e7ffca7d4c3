import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doorWith, send, startTestApi, type TestApi, tokenRequest } from '../testing/api-client.ts';

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

describe('tokens (K5)', () => {
  it.each([401, 403])('token_expire refuses the token from now on, first with %i', async (answer) => {
    const own = await startTestApi({ people: 5, buildings: 1 });
    await own.control('POST', '/faults', { effect: { type: 'token_expire', answer }, times: 1 });
    expect((await own.api('GET', '/v1/buildings')).status).toBe(answer);
    expect((await own.api('GET', '/v1/buildings')).status).toBe(401);
    await own.close();
  });

  it('clock_skew dates answers and new tokens by a clock that is wrong', async () => {
    await test.fault({ effect: { type: 'clock_skew', seconds: -600 } });
    const { json, headers } = await send(`${test.url}/v1/oauth/token`, 'POST', tokenRequest);
    const [, claims = ''] = JSON.parse(JSON.stringify(json)).access_token.split('.');
    const issuedMs = JSON.parse(Buffer.from(claims, 'base64url').toString()).iat * 1000;
    for (const atMs of [Date.parse(headers.get('date') ?? ''), issuedMs]) {
      expect(Math.abs(Date.now() - 600_000 - atMs)).toBeLessThan(60_000);
    }
  });

  it('the first token can be dead while those after it live', async () => {
    const fault = { match: { path: '*/oauth/token' }, effect: { type: 'token_ttl', seconds: 0 }, times: 1 };
    await test.fault(fault);
    const statuses = [];
    for (let fetched = 0; fetched < 2; fetched += 1) {
      const { json } = await send(`${test.url}/v1/oauth/token`, 'POST', tokenRequest);
      const authorization = `Bearer ${JSON.parse(JSON.stringify(json)).access_token}`;
      statuses.push((await send(`${test.url}/access/sdk/v1/buildings`, 'GET', undefined, { authorization })).status);
    }
    expect(statuses).toEqual([401, 200]);
  });

  it('token_ttl shortens a token’s life and may lie about it', async () => {
    await test.fault({
      match: { path: '*/oauth/token' },
      effect: { type: 'token_ttl', seconds: 0, saysSeconds: 86_400 },
    });
    const { json } = await send(`${test.url}/v1/oauth/token`, 'POST', tokenRequest);
    expect(json).toMatchObject({ expires_in: 86_400 });
    const dead = JSON.parse(JSON.stringify(json)).access_token;
    const reply = await send(`${test.url}/access/sdk/v1/users`, 'GET', undefined, { authorization: `Bearer ${dead}` });
    expect(reply.status).toBe(401);
  });

  it('one building can be denied for good while others answer', async () => {
    const building = test.emulator.world.doors.get(door)?.building.uuid;
    await test.fault({ match: { buildingUuid: building }, effect: { type: 'respond', status: 403 } });
    expect((await grant()).status).toBe(403);
    expect((await test.api('GET', `/v1/doors?buildingUuid=${building}`)).status).toBe(403);
    expect((await test.api('GET', `/v1/buildings/${building}/residents`)).status).toBe(403);
    expect((await users()).status).toBe(200);
    const elsewhere = [...test.emulator.world.buildings.keys()].find((uuid) => uuid !== building);
    expect((await test.api('GET', `/v1/doors?buildingUuid=${elsewhere}`)).status).toBe(200);
  });

  it('denies one building by its keys too', async () => {
    const own = await startTestApi({ profile: 'opendoor', people: 5, buildings: 2 });
    const [denied, other] = [...own.emulator.world.keys.values()];
    await own.fault({ match: { buildingUuid: denied?.building.uuid }, effect: { type: 'respond', status: 403 } });
    const grantBy = (keyUuid?: string) => own.grant({ doorUuids: undefined, keyUuids: [keyUuid], role: 'GUEST' });
    for (const [key, status] of [
      [denied, 403],
      [other, 200],
    ] as const) {
      // Its first door is a key of its own.
      for (const uuid of [key?.uuid, key?.doors[0]?.uuid]) {
        expect((await grantBy(uuid)).status).toBe(status);
        expect((await own.api('GET', `/v1/keys/${uuid}/accesses`)).status).toBe(status);
      }
    }
    await own.close();
  });
});
