import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildingList, doorPage, refusal, residentPage, userPage } from '../contract/answers.ts';
import { doorWith, send, startTestApi, type TestApi } from '../testing/api-client.ts';

let test: TestApi;
beforeAll(async () => {
  test = await startTestApi({ people: 230 });
});
afterAll(() => test.close());

describe('buildings', () => {
  it('lists all at once, one of them without a timezone', async () => {
    const { buildings } = buildingList.parse((await test.api('GET', '/v1/buildings')).json);
    expect(buildings).toHaveLength(4);
    expect(buildings.filter(({ timezone }) => timezone === undefined)).toHaveLength(1);
    expect(new Set(buildings.map(({ timezone }) => timezone))).toContain('America/New_York');
  });

  it('hides a building none of whose doors is enabled', async () => {
    const hidden = await startTestApi({ buildings: 2, people: 10 });
    const [building] = hidden.emulator.world.buildings.values();
    for (const door of building?.doors ?? []) {
      const event = { type: 'door_enabled', doorUuid: door.uuid, enabled: false };
      expect((await hidden.control('POST', '/world/events', event)).status).toBe(200);
    }
    const { buildings } = buildingList.parse((await hidden.api('GET', '/v1/buildings')).json);
    expect(buildings.map(({ uuid }) => uuid)).not.toContain(building?.uuid);
    expect(buildings).toHaveLength(1);
    await hidden.close();
  });
});

describe('doors', () => {
  it('answers with all doors without a pageSize, and pages from token "1"', async () => {
    const all = doorPage.parse((await test.api('GET', '/v1/doors')).json);
    expect(all.doors).toHaveLength(test.emulator.world.doors.size);
    expect(all.nextPageToken).toBeNull();
    const first = doorPage.parse((await test.api('GET', '/v1/doors?pageSize=30&pageToken=1')).json);
    expect(first.doors).toEqual(all.doors.slice(0, 30));
    const second = doorPage.parse(
      (await test.api('GET', `/v1/doors?pageSize=30&pageToken=${first.nextPageToken}`)).json,
    );
    expect(second.doors).toEqual(all.doors.slice(30, 60));
  });

  it('filters by building; an unknown one has no doors', async () => {
    const [building] = test.emulator.world.buildings.values();
    const { doors } = doorPage.parse((await test.api('GET', `/v1/doors?buildingUuid=${building?.uuid}`)).json);
    expect(doors).toHaveLength(building?.doors.length ?? -1);
    const unknown = doorPage.parse((await test.api('GET', `/v1/doors?buildingUuid=${crypto.randomUUID()}`)).json);
    expect(unknown.doors).toEqual([]);
  });

  it('shows what a world must have: elevators, doors without a lock, offline ones, battery times in seconds', async () => {
    const { doors } = doorPage.parse((await test.api('GET', '/v1/doors')).json);
    expect(doors.filter(({ type }) => type === 'ELEVATOR')).toHaveLength(4);
    expect(doors.some(({ device }) => device === null)).toBe(true);
    expect(doors.some(({ isConnected }) => isConnected === false)).toBe(true);
    expect(doors.some(({ device }) => (device?.battery.percentage ?? 100) < 20)).toBe(true);
    const times = doors.flatMap(({ device }) => device?.battery.lastUpdated ?? []);
    expect(Math.max(...times)).toBeLessThan(Date.parse('2030-01-01') / 1000);
  });
});

describe('users', () => {
  it('pages 100 by default from token "0" and ends with null; nobody is lost or doubled', async () => {
    const seen: string[] = [];
    for (let token: string | null | undefined = '0'; typeof token === 'string'; ) {
      const page: ReturnType<typeof userPage.parse> = userPage.parse(
        (await test.api('GET', `/v1/users?pageToken=${token}`)).json,
      );
      expect(page.users.length).toBeLessThanOrEqual(100);
      seen.push(...page.users.map(({ userUuid }) => userUuid));
      token = page.nextPageToken;
    }
    expect(seen).toEqual(test.emulator.world.users.map(({ uuid }) => uuid));
  });

  it('lists every change at once, after they were listed before', async () => {
    const rowOf = async (userUuid: string) =>
      userPage
        .parse((await test.api('GET', '/v1/users?pageSize=1000')).json)
        .users.find((user) => user.userUuid === userUuid);
    const doorUuid = doorWith(test, { isConnected: true });
    const { userUuid } = await test.granted({ doorUuids: [doorUuid] });
    expect((await rowOf(userUuid))?.accesses).toHaveLength(1);
    await test.api('DELETE', `/v1/users/${userUuid}/doors/${doorUuid}`);
    expect((await rowOf(userUuid))?.accesses).toEqual([]);
  });

  it('answers for one user as in the list', async () => {
    const { users } = userPage.parse((await test.api('GET', '/v1/users?pageSize=1')).json);
    expect((await test.api('GET', `/v1/users/${users[0]?.userUuid}`)).json).toEqual(users[0]);
  });

  it.each(['pageSize=0', 'pageSize=many', 'pageToken=abc', 'pageToken=-1'])('refuses ?%s with 400', async (query) => {
    const reply = await test.api('GET', `/v1/users?${query}`);
    expect(reply.status).toBe(400);
    expect(refusal.parse(reply.json).message).toMatch(/^INVALID_/);
  });

  it.each([
    ['GET', '/v1/users/me'],
    ['GET', '/v1/buildings/1/residents'],
    ['DELETE', `/v1/users/${crypto.randomUUID()}/doors/front`],
  ])('refuses %s %s, where a uuid should stand', async (method, path) => {
    const reply = await test.api(method, path);
    const refused = { message: 'INVALID_REQUEST', details: [expect.stringMatching(/Uuid: must be a UUID$/)] };
    expect([reply.status, reply.json]).toEqual([400, refused]);
  });

  it('says 404 for an unknown user', async () => {
    const reply = await test.api('GET', `/v1/users/${crypto.randomUUID()}`);
    expect([reply.status, reply.json]).toEqual([404, { message: 'NOT_FOUND' }]);
  });
});

describe('a uuid', () => {
  /** Neither its version nor its variant is one of RFC 9562. */
  const odd = '11111111-1111-1111-1111-111111111111';

  it.each([
    ['GET', `/v1/users/${odd}`],
    ['GET', `/v1/buildings/${odd}/residents`],
    ['DELETE', `/v1/users/${odd}/doors/${odd}`],
  ])('of any version may name nothing: %s %s is 404', async (method, path) => {
    expect((await test.api(method, path)).status).toBe(404);
  });

  it('of any version may name nothing: an unknown door, a building without doors', async () => {
    const reply = await test.grant({ doorUuids: [odd] });
    expect([reply.status, reply.json]).toEqual([400, { message: 'DOOR_NOT_FOUND' }]);
    expect(doorPage.parse((await test.api('GET', `/v1/doors?buildingUuid=${odd}`)).json).doors).toEqual([]);
  });

  it('is the same in upper case: in the path, the query and the body', async () => {
    const own = await startTestApi({ profile: 'opendoor', people: 20, buildings: 2 });
    const doorUuid = doorWith(own);
    const building = own.emulator.world.doors.get(doorUuid)?.building.uuid ?? '';
    const [key] = own.emulator.world.keys.values();
    const doorUuids = [doorUuid.toUpperCase(), doorUuid];
    const { userUuid, accesses } = await own.granted({ doorUuids, role: 'GUEST' });
    expect(accesses).toMatchObject([{ doorUuid }]);
    const user = `/v1/users/${userUuid.toUpperCase()}`;
    expect((await own.api('GET', user)).json).toMatchObject({ userUuid });
    expect((await own.api('DELETE', `${user}/doors/${doorUuid.toUpperCase()}`)).status).toBe(200);
    const listed = await own.api('GET', `/v1/doors?buildingUuid=${building.toUpperCase()}`);
    expect(doorPage.parse(listed.json).doors.map(({ uuid }) => uuid)).toContain(doorUuid);
    expect((await own.api('GET', `/v1/buildings/${building.toUpperCase()}/residents`)).status).toBe(200);
    await own.granted({ doorUuids: undefined, keyUuids: [key?.uuid.toUpperCase()], role: 'GUEST' });
    expect((await own.api('GET', `/v1/keys/${key?.uuid.toUpperCase()}/accesses`)).text).toContain(userUuid);
    await own.close();
  });
});

describe('residents', () => {
  it('lists people with active resident access, without doors', async () => {
    const [building] = test.emulator.world.buildings.values();
    const page = residentPage.parse(
      (await test.api('GET', `/v1/buildings/${building?.uuid}/residents?pageSize=10`)).json,
    );
    expect(page.residents).toHaveLength(10);
    expect(page.nextPageToken).toBe('10');
    const nowMs = test.emulator.clock.nowMs();
    for (const resident of page.residents) {
      expect(resident).not.toHaveProperty('accesses');
      const active = test.emulator.world
        .user(resident.userUuid)
        ?.accesses.some(
          ({ role, door, startMs, endMs }) =>
            role === 'RESIDENT' && door.building === building && startMs <= nowMs && (endMs ?? Infinity) > nowMs,
        );
      expect(active).toBe(true);
    }
  });

  it('says 404 for an unknown building', async () => {
    expect((await test.api('GET', `/v1/buildings/${crypto.randomUUID()}/residents`)).status).toBe(404);
  });
});

describe('outside the contract', () => {
  it.each([
    ['GET', '/v1/keys', /--profile opendoor or --reading keys=served/],
    ['GET', '/v3/users', /^Nothing is served here; \/openapi\.json lists/],
    ['PUT', '/v1/users', /^Did you mean GET \/access\/sdk\/v1\/users\?/],
    ['GET', '/v1/users/', /^Did you mean GET \/access\/sdk\/v1\/users\?/],
    ['POST', '/v1/oauth/token', /^Did you mean POST \/v1\/oauth\/token\?/],
  ])('%s %s is 404, says what is near, and is journalled as a violation', async (method, path, hint) => {
    const reply = await test.api(method, path);
    const details = [expect.stringMatching(hint)];
    expect([reply.status, reply.json]).toEqual([404, { message: 'NOT_FOUND', details }]);
    const entry = test.emulator.journal.read({ path, method }).at(-1);
    expect(entry?.violations).toEqual(['outside_contract']);
  });

  it.each(['/v1/keys', '/v3/users'])('%s without a token is 401 and journalled as a violation too', async (path) => {
    const reply = await send(`${test.url}/access/sdk${path}`, 'GET');
    expect([reply.status, reply.json]).toEqual([401, { message: 'UNAUTHORIZED' }]);
    expect(test.emulator.journal.read({ path }).at(-1)?.violations).toEqual(['outside_contract']);
  });

  it('a forgotten base path is 404 and journalled too', async () => {
    const reply = await send(`${test.url}/v1/users`, 'GET');
    const details = ['Did you mean GET /access/sdk/v1/users? The API stands under /access/sdk, tokens at the root.'];
    expect([reply.status, reply.json]).toEqual([404, { message: 'NOT_FOUND', details }]);
    const entry = test.emulator.journal.read({}).at(-1);
    expect(entry).toMatchObject({ path: '/v1/users', violations: ['outside_contract'] });
  });

  it('a body that is too large is 413 and says how large it may be', async () => {
    const [fine, tooLarge] = [999_000, 1_000_001].map((length) => ({ padding: ' '.repeat(length) }));
    expect((await test.api('POST', '/v2/users', fine)).json).toMatchObject({ message: 'INVALID_REQUEST' });
    const reply = await test.api('POST', '/v2/users', tooLarge);
    const details = ['The body is larger than 1000000 bytes.'];
    expect([reply.status, reply.json]).toEqual([413, { message: 'PAYLOAD_TOO_LARGE', details }]);
    expect(test.emulator.journal.read({}).at(-1)).toMatchObject({ status: 413, path: '/access/sdk/v2/users' });
  });

  it.each([undefined, 'Bearer nonsense', 'Basic c2FuZGJveA=='])(
    'refuses authorization %s with 401',
    async (authorization) => {
      const headers = authorization === undefined ? undefined : { authorization };
      const reply = await send(`${test.url}/access/sdk/v1/users`, 'GET', undefined, headers);
      expect([reply.status, reply.json]).toEqual([401, { message: 'UNAUTHORIZED' }]);
    },
  );
});
