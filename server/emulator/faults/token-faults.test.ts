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
});
