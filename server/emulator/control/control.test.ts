import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorWith, fixedNow, send, startTestApi, type TestApi } from '../testing/api-client.ts';

let test: TestApi;
beforeAll(async () => {
  test = await startTestApi();
});
afterAll(() => test.close());

const renamed = { type: 'door_renamed', doorUuid: 'front', name: '' };

describe('state and reset', () => {
  it('tells seed, profile, counts and clock', async () => {
    const { json } = await test.control('GET', '/state');
    expect(json).toMatchObject({
      seed: 1,
      profile: 'openkit',
      counts: { buildings: 4, users: 60 },
      clock: { now: fixedNow, frozen: true },
    });
  });

  it('begins another world and comes back to the one it was started with, tokens still good', async () => {
    const before = (await test.api('GET', '/v1/users')).json;
    await test.granted({ doorUuids: [doorWith(test)] });
    await test.fault({ effect: { type: 'page_loop' } });
    const other = await test.control('POST', '/reset', { seed: 2, people: 10, buildings: 2, profile: 'opendoor' });
    expect(other.json).toMatchObject({ seed: 2, profile: 'opendoor', counts: { users: 10, buildings: 2 } });
    expect((await test.api('GET', '/v1/users')).json).not.toEqual(before);
    const back = await test.control('POST', '/reset');
    expect(back.json).toMatchObject({
      seed: 1,
      profile: 'openkit',
      counts: { users: 60, faults: 0, notifications: 0 },
    });
    expect((await test.api('GET', '/v1/users')).json).toEqual(before);
    expect(test.emulator.journal.readTotals().calls).toBe(1);
  });

  it.each([{ people: -1 }, { buildings: 0 }, { profile: 'v3' }, { speed: 2 }, '[]'])(
    'refuses to reset to %j',
    async (choice) => {
      expect((await test.control('POST', '/reset', choice)).status).toBe(400);
    },
  );
});

describe('journal', () => {
  it('is read since a number, by path and method, and cleared', async () => {
    await test.control('DELETE', '/journal');
    await test.api('GET', '/v1/buildings');
    await test.api('GET', '/v1/doors?pageSize=1');
    const seq = test.emulator.journal.read({})[0]?.seq;
    const { json } = await test.control('GET', `/journal?since=${seq}&path=/v1/doors&method=get`);
    expect(json).toMatchObject({
      entries: [
        { method: 'GET', path: '/access/sdk/v1/doors', query: { pageSize: '1' }, status: 200, virtualAt: fixedNow },
      ],
      totals: { calls: 2, byKind: { 'GET /v1/doors': 1, 'GET /v1/buildings': 1 }, maxConcurrent: 1, violations: {} },
    });
    expect((await test.control('GET', '/journal?last=1')).json).toMatchObject({ entries: [{ seq: Number(seq) + 1 }] });
    await test.control('DELETE', '/journal');
    expect(test.emulator.journal.read({})).toEqual([]);
  });

  it('keeps what the caller calls the request', async () => {
    const headers = { authorization: `Bearer ${test.token}`, 'x-request-id': 'req-7' };
    const reply = await send(`${test.url}/access/sdk/v1/buildings`, 'GET', undefined, headers);
    expect(reply.headers.get('x-request-id')).toBe('req-7');
    expect(test.emulator.journal.read({}).at(-1)?.requestId).toBe('req-7');
  });

  it('counts peaks of rate and concurrency', async () => {
    await test.control('DELETE', '/journal');
    await test.fault({ effect: { type: 'delay', beforeMs: 100 } });
    await Promise.all(Array.from({ length: 6 }, () => test.api('GET', '/v1/buildings')));
    await test.control('DELETE', '/faults');
    expect(test.emulator.journal.readTotals()).toMatchObject({ maxPerSecond: 6, maxConcurrent: 6 });
  });

  it('keeps control calls apart, refused ones too', async () => {
    await test.control('POST', '/faults', { effect: 1 });
    const { json } = await test.control('GET', '/journal/control');
    expect(JSON.stringify(json)).toContain('"path":"/_emulator/faults","status":400');
    expect(test.emulator.journal.read({ path: '_emulator' })).toEqual([]);
  });
});

describe('outbox', () => {
  it('is read by recipient, newest last', async () => {
    for (const email of ['one@example.com', 'two@example.com', 'one@example.com']) {
      await test.granted({ email, doorUuids: [doorWith(test)] });
    }
    const { json } = await test.control('GET', '/outbox?to=one@example.com');
    expect(json).toMatchObject([
      { to: 'one@example.com', kind: 'invite', channel: 'email', at: fixedNow },
      { to: 'one@example.com' },
    ]);
    expect((await test.control('GET', '/outbox')).json).toHaveLength(3);
    expect((await test.control('GET', '/outbox?last=2')).json).toMatchObject([{ to: 'two@example.com' }, {}]);
  });
});

describe('snapshot', () => {
  it('restores world, clock, faults and readings, also in another emulator', async () => {
    const rule = { effect: { type: 'respond', status: 503 }, match: { path: '/v1/buildings' }, times: 1 };
    const spent = await test.fault(rule);
    await test.api('GET', '/v1/buildings');
    const { userUuid } = await test.granted({ email: 'kept@example.com', doorUuids: [doorWith(test)] });
    await test.control('POST', '/clock', { advance: 'PT5M' });
    const { json: snapshot } = await test.control('GET', '/snapshot');
    const before = (await test.api('GET', `/v1/users/${userUuid}`)).json;
    await test.api('DELETE', `/v1/users/${userUuid}/doors/${doorWith(test)}`);
    await test.control('POST', '/reset', { seed: 9 });
    expect((await test.api('GET', `/v1/users/${userUuid}`)).status).toBe(404);
    expect((await test.control('POST', '/restore', snapshot)).status).toBe(200);
    expect((await test.api('GET', `/v1/users/${userUuid}`)).json).toEqual(before);
    const other = await startTestApi({ people: 3, buildings: 1, readings: { deleteAnswer: '204' } });
    expect((await other.control('POST', '/restore', snapshot)).json).toEqual({
      profile: 'openkit',
      changedReadings: { deleteAnswer: { was: '204', is: '200-object' } },
    });
    expect((await other.control('GET', '/faults')).json).toMatchObject({
      faults: [{ id: spent, matched: 1, fired: 1 }],
    });
    expect((await other.api('GET', '/v1/buildings')).status).toBe(200);
    expect(await other.fault({ effect: { type: 'page_loop' } })).not.toBe(spent);
    expect((await other.api('GET', `/v1/users/${userUuid}`)).json).toEqual(before);
    expect((await other.control('GET', '/clock')).json).toMatchObject({
      now: '2026-11-23T15:05:00.000Z',
      frozen: true,
    });
    await other.close();
  });

  it('keeps readings that were overridden', async () => {
    const own = await startTestApi({ people: 3, buildings: 1, profile: 'opendoor', readings: { keys: 'absent' } });
    const { json: snapshot } = await own.control('GET', '/snapshot');
    await own.close();
    const { json } = await test.control('POST', '/restore', snapshot);
    expect(json).toMatchObject({ profile: 'opendoor', changedReadings: { zonePlace: { is: 'address' } } });
    expect((await test.control('GET', '/state')).json).toMatchObject({
      readings: { keys: 'absent', nonResident: 'GUEST' },
    });
    expect((await test.control('POST', '/reset')).json).toMatchObject({ profile: 'openkit' });
  });

  it('falls by chance as it would have', async () => {
    await test.control('POST', '/reset');
    await test.fault({ effect: { type: 'respond', status: 503 }, match: { every: 2, probability: 0.5, seed: 3 } });
    const statuses = async () => {
      const replies = [];
      for (let call = 0; call < 20; call += 1) replies.push((await test.api('GET', '/v1/buildings')).status);
      return replies;
    };
    await statuses();
    const { json: snapshot } = await test.control('GET', '/snapshot');
    const expected = await statuses();
    expect(new Set(expected)).toEqual(new Set([200, 503]));
    await test.control('POST', '/restore', snapshot);
    expect(await statuses()).toEqual(expected);
    await test.control('POST', '/reset');
  });

  it('refuses what is none, and then changes nothing', async () => {
    const { json } = await test.control('GET', '/snapshot');
    const access = {
      ...test.emulator.world.users[0]?.accesses[0],
      userUuid: crypto.randomUUID(),
      doorUuid: doorWith(test),
    };
    const { user: _user, door: _door, ...stray } = access;
    const damaged = { ...Object(json), changes: [{ kind: 'access', access: stray }] };
    for (const [body, sentence] of [
      [{ version: 1 }, /version: /],
      [damaged, /snapshot is damaged: Access \d+ names an unknown user/],
    ] as const) {
      const reply = await test.control('POST', '/restore', body);
      expect([reply.status, reply.json]).toEqual([400, { message: expect.stringMatching(sentence) }]);
    }
    expect((await test.control('GET', '/snapshot')).json).toEqual(json);
  });
});

describe('a call that is wrong', () => {
  it.each([
    ['GET', '/journal?last=many', 'last: must be a number'],
    ['GET', '/journal?lats=5', 'query: knows no "lats"'],
    ['GET', '/outbox?from=nora@example.com', 'query: knows no "from"'],
    ['GET', '/users', 'query: Name an email, phone or userUuid.'],
    ['GET', '/clock/watch', 'version: must be a number'],
    ['POST', '/clock', 'set: must be an instant such as 2027-03-14T04:59:00Z', { set: 'noon' }],
    ['POST', '/clock', 'freeze: must be true or false', { freeze: 'yes' }],
    ['POST', '/reset', 'people: must be at least 0; body: knows no "speed"', { people: -1, speed: 2 }],
    ['POST', '/reset', 'seed: must be a whole number', { seed: 1.5 }],
    ['POST', '/world/events', 'doorUuid: must be a UUID; name: must not be empty', renamed],
  ])('%s %s is told "%s"', async (method, path, told, body?: unknown) => {
    const reply = await test.control(method, path, body);
    expect([reply.status, reply.json]).toEqual([400, { message: `That cannot be done: ${told}` }]);
  });
});

describe('world events', () => {
  it('change what the API tells', async () => {
    const [user] = test.emulator.world.users;
    const event = { type: 'email_changed', userUuid: user?.uuid, email: 'moved@example.net' };
    expect((await test.control('POST', '/world/events', event)).status).toBe(200);
    expect((await test.api('GET', `/v1/users/${user?.uuid}`)).json).toMatchObject({ email: 'moved@example.net' });
    expect((await test.control('GET', '/users?email=moved@example.net')).json).toMatchObject({
      users: [{ userUuid: user?.uuid }],
    });
  });

  it('a door the partner loses is gone from the doors and from accesses, and comes back', async () => {
    const doorUuid = doorWith(test);
    const { userUuid } = await test.granted({ email: 'keeps@example.com', doorUuids: [doorUuid] });
    const seen = async () =>
      Promise.all(
        ['/v1/doors', `/v1/users/${userUuid}`].map(async (path) =>
          (await test.api('GET', path)).text.includes(doorUuid),
        ),
      );
    expect(await seen()).toEqual([true, true]);
    await test.control('POST', '/world/events', { type: 'door_enabled', doorUuid, enabled: false });
    expect(await seen()).toEqual([false, false]);
    expect((await test.grant({ doorUuids: [doorUuid] })).json).toEqual({ message: 'DOOR_NOT_FOUND' });
    await test.control('POST', '/world/events', { type: 'door_enabled', doorUuid, enabled: true });
    expect(await seen()).toEqual([true, true]);
  });

  it('a removed lock leaves the door without device', async () => {
    const doorUuid = doorWith(test);
    await test.control('POST', '/world/events', { type: 'door_device', doorUuid, device: 'removed' });
    expect((await test.grant({ doorUuids: [doorUuid] })).json).toEqual({ message: 'DOOR_NOT_ACTIVATED' });
    await test.control('POST', '/world/events', { type: 'door_device', doorUuid, device: 'installed' });
    expect((await test.grant({ doorUuids: [doorUuid] })).status).toBe(200);
  });

  it('a building’s zone moves its days, and may go untold', async () => {
    await test.control('POST', '/reset');
    const doorUuid = doorWith(test);
    const { uuid: buildingUuid } = test.emulator.world.doors.get(doorUuid)?.building ?? {};
    const told = async () =>
      JSON.parse((await test.api('GET', '/v1/buildings')).text).buildings.find(
        (building: { uuid: string }) => building.uuid === buildingUuid,
      ).timezone;
    const move = (zone: string | null) =>
      test.control('POST', '/world/events', { type: 'building_zone', buildingUuid, zone });
    expect((await move('Asia/Kathmandu')).status).toBe(200);
    expect(await told()).toBe('Asia/Kathmandu');
    const { accesses } = await test.granted({ doorUuids: [doorUuid], passcodeType: 'DAILY' });
    expect(accesses?.[0]?.endTime).toBe('2026-11-23T18:15:00.000Z');
    await move(null);
    expect(await told()).toBeUndefined();
    expect(test.emulator.world.doors.get(doorUuid)?.building.zone).toBe('Asia/Kathmandu');
    expect((await move('Atlantis')).json).toMatchObject({ message: expect.stringContaining('zone: is no IANA zone') });
  });

  it.each([
    [{ type: 'door_renamed', doorUuid: crypto.randomUUID(), name: 'X' }, 404],
    [{ type: 'building_gone', buildingUuid: crypto.randomUUID() }, 404],
    [{ type: 'earthquake' }, 400],
  ])('%j is %i', async (event, status) => {
    expect((await test.control('POST', '/world/events', event)).status).toBe(status);
  });
});

describe('the page and health', () => {
  it('serves its files with a strict policy', async () => {
    for (const path of ['/', '/page.css', '/page.js', '/control.js', '/refresh.js', '/panels.js']) {
      const reply = await send(`${test.url}${path}`, 'GET');
      expect([reply.status, reply.headers.get('content-security-policy')]).toEqual([
        200,
        expect.stringContaining("'self'"),
      ]);
    }
  });

  it('is healthy', async () => {
    expect((await send(`${test.url}/healthz`, 'GET')).json).toEqual({ status: 'ok' });
  });
});
