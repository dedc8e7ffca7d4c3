import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doorWith, startTestApi, type TestApi } from '../testing/api-client.ts';

let test: TestApi;
beforeAll(async () => {
  test = await startTestApi();
});
beforeEach(() => test.emulator.reset({}));
afterAll(() => test.close());

const connected = () => doorWith(test, { isConnected: true, accessibilityType: 'COMMUNAL', zone: 'America/New_York' });
const offline = () => doorWith(test, { isConnected: false });
const at = (set: string) => test.control('POST', '/clock', { set });
const reason = async (door: string, attempt: { code: string | null | undefined } | { userUuid: string }) => {
  const { json } = await test.control('POST', `/doors/${door}/try`, attempt);
  return json;
};
const opened = { opens: true, reason: 'opened' };
const shut = (why: string) => ({ opens: false, reason: why });
const grant = async (door: string, fields: Record<string, unknown> = {}) => {
  const user = await test.granted({ doorUuids: [door], ...fields });
  return { userUuid: user.userUuid, code: user.accesses?.at(-1)?.doorcode?.code };
};

describe('a connected lock', () => {
  it('opens for the code in its window and not otherwise', async () => {
    const door = connected();
    const window = { startTime: '2026-11-24T10:00:00Z', endTime: '2026-11-24T12:00:00Z' };
    const { code, userUuid } = await grant(door, window);
    expect(await reason(door, { code })).toMatchObject(shut('not_yet_valid'));
    await at('2026-11-24T10:00:00Z');
    expect(await reason(door, { code })).toMatchObject(opened);
    expect(await reason(door, { userUuid })).toMatchObject(opened);
    await at('2026-11-24T11:59:59.999Z');
    expect(await reason(door, { code })).toMatchObject(opened);
    await at('2026-11-24T12:00:00Z');
    expect(await reason(door, { code })).toMatchObject(shut('expired'));
  });

  it('knows wrong codes, strangers and revoked access', async () => {
    const door = connected();
    const { code, userUuid } = await grant(door);
    expect(await reason(door, { code: '0000000' })).toMatchObject(shut('wrong_code'));
    expect(await reason(door, { userUuid: crypto.randomUUID() })).toMatchObject(shut('no_access'));
    await test.api('DELETE', `/v1/users/${userUuid}/doors/${door}`);
    expect(await reason(door, { code })).toMatchObject(shut('revoked'));
    expect(await reason(door, { userUuid })).toMatchObject(shut('revoked'));
  });

  it('opens for a resident’s code although the API hides it', async () => {
    const door = connected();
    await grant(door, { role: 'RESIDENT' });
    const { json } = await test.control('GET', '/users?email=nora@example.com');
    const code = JSON.stringify(json).match(/"code":"(\d{7})"/)?.[1];
    expect(await reason(door, { code })).toMatchObject(opened);
  });

  it('has no code for a conflicting access', async () => {
    const door = doorWith(test, { accessibilityType: 'PRIVATE', isConnected: true });
    const { userUuid } = await grant(door, { passcodeType: 'DAILY' });
    await test.control('POST', '/world/events', { type: 'manager_granted', userUuid, doorUuid: door });
    await grant(door);
    const permanent = test.emulator.world.user(userUuid)?.accesses.find(({ granter, passcodeType }) => {
      return granter.type === 'PARTNER' && passcodeType === 'PERMANENT';
    });
    const code = String(permanent?.code).padStart(7, '0');
    expect(await reason(door, { code })).toMatchObject(shut('wrong_code'));
  });
});

describe('daily codes', () => {
  it('open on the door’s day only, not in the app', async () => {
    const door = connected();
    const { code, userUuid } = await grant(door, { passcodeType: 'DAILY', startTime: '2026-11-24T12:00:00Z' });
    expect(await reason(door, { code })).toMatchObject(shut('outside_window'));
    await at('2026-11-24T05:00:00Z');
    expect(await reason(door, { code })).toMatchObject(opened);
    expect(await reason(door, { userUuid })).toMatchObject(shut('no_access'));
    await at('2026-11-25T04:59:59Z');
    expect(await reason(door, { code })).toMatchObject(opened);
    await at('2026-11-25T05:00:00Z');
    expect(await reason(door, { code })).toMatchObject(shut('outside_window'));
  });

  it('for a single use end 15 minutes after the first one', async () => {
    const door = connected();
    const { code } = await grant(door, { passcodeType: 'DAILY_SINGLE_USE' });
    expect(await reason(door, { code })).toMatchObject(opened);
    await at('2026-11-23T15:14:59Z');
    expect(await reason(door, { code })).toMatchObject(opened);
    await at('2026-11-23T15:15:00Z');
    expect(await reason(door, { code })).toMatchObject(shut('used_up'));
  });

  it('work at an offline lock at once', async () => {
    const door = offline();
    await test.control('POST', `/doors/${door}/sync`);
    const { code } = await grant(door, { passcodeType: 'DAILY' });
    expect(await reason(door, { code })).toMatchObject(opened);
    expect((await test.control('POST', `/doors/${door}/sync`)).json).toEqual({ synced: 0 });
  });
});

describe('an offline lock', () => {
  it('lacks new permanent access until a sync', async () => {
    const door = offline();
    const { code, userUuid } = await grant(door);
    expect(await reason(door, { code })).toMatchObject(shut('offline_not_synced'));
    expect(await reason(door, { userUuid })).toMatchObject(shut('offline_not_synced'));
    await test.control('POST', `/doors/${door}/sync`);
    expect(await reason(door, { code })).toMatchObject(opened);
  });

  it('keeps revoked access until a sync', async () => {
    const door = offline();
    const { code, userUuid } = await grant(door);
    await test.control('POST', `/doors/${door}/sync`);
    await test.api('DELETE', `/v1/users/${userUuid}/doors/${door}`);
    expect(await reason(door, { code })).toMatchObject({ ...opened, detail: expect.stringContaining('offline') });
    await test.control('POST', `/doors/${door}/sync`);
    expect(await reason(door, { code })).toMatchObject(shut('revoked'));
  });

  it('keeps the old end until a sync', async () => {
    const door = offline();
    const { code, userUuid } = await grant(door, { endTime: '2026-11-24T00:00:00Z' });
    await test.control('POST', `/doors/${door}/sync`);
    const change = { endTime: '2026-12-24T00:00:00Z', shareable: false };
    await test.api('PATCH', `/v1/users/${userUuid}/doors/${door}`, change);
    await at('2026-11-25T00:00:00Z');
    expect(await reason(door, { code })).toMatchObject(shut('expired'));
    await test.control('POST', `/doors/${door}/sync`);
    expect(await reason(door, { code })).toMatchObject(opened);
  });

  const inviteGuest = async (door: string) => {
    const host = await grant(door, { role: 'RESIDENT', shareable: true, endTime: '2026-11-24T00:00:00Z' });
    const guest = { email: 'guest@example.org', firstName: 'Gus', lastName: 'Guest', endTime: '2026-11-26T00:00:00Z' };
    await test.control('POST', '/world/events', {
      type: 'guest_invited',
      hostUuid: host.userUuid,
      doorUuid: door,
      ...guest,
    });
    return { host: host.userUuid, guest: test.emulator.world.userByEmail(guest.email)?.uuid ?? '' };
  };

  it('keeps the guest of a resident whose access ended by itself until a sync, or the guest’s own end', async () => {
    const door = offline();
    const { host, guest } = await inviteGuest(door);
    await test.control('POST', `/doors/${door}/sync`);
    await at('2026-11-24T00:00:00Z');
    expect(await reason(door, { userUuid: host })).toMatchObject(shut('expired'));
    expect((await test.api('GET', `/v1/users/${guest}`)).text).toContain('"accesses":[]');
    const code = String(test.emulator.world.user(guest)?.accesses[0]?.code).padStart(7, '0');
    expect(await reason(door, { code })).toMatchObject({ ...opened, detail: expect.stringContaining('offline') });
    await at('2026-11-26T00:00:00Z');
    expect(await reason(door, { userUuid: guest })).toMatchObject(shut('expired'));
    await at('2026-11-25T00:00:00Z');
    // The app syncs the lock: the guest is let in a last time.
    expect(await reason(door, { userUuid: guest })).toMatchObject(opened);
    expect(await reason(door, { code })).toMatchObject(shut('revoked'));
  });

  it('that was connected when the resident’s access ended does not know the guest', async () => {
    const door = connected();
    const { guest } = await inviteGuest(door);
    await at('2026-11-24T00:00:00Z');
    expect(await reason(door, { userUuid: guest })).toMatchObject(shut('revoked'));
    await test.control('PATCH', `/doors/${door}`, { isConnected: false });
    expect(await reason(door, { userUuid: guest })).toMatchObject(shut('revoked'));
  });

  it('waits for a sync only with what it has not heard of', async () => {
    const door = offline();
    const waiting = async () => (await test.control('GET', `/doors/${door}`)).json;
    const sync = () => test.control('POST', `/doors/${door}/sync`);
    await sync();
    const { host, guest } = await inviteGuest(door);
    expect(await waiting()).toMatchObject({ unsynced: 2 });
    expect((await sync()).json).toEqual({ synced: 2 });
    await test.api('PATCH', `/v1/users/${host}/doors/${door}`, { endTime: '2026-11-24T00:00:00Z', shareable: false });
    expect(await waiting()).toMatchObject({ unsynced: 0 });
    await at('2026-11-24T00:00:00Z');
    expect(await waiting()).toMatchObject({ unsynced: 1 });
    const { userUuid } = await grant(door, { email: 'visitor@example.com', passcodeType: 'DAILY' });
    await test.control('POST', '/world/events', { type: 'access_ended', userUuid, doorUuid: door });
    expect(await waiting()).toMatchObject({ unsynced: 1 });
    await test.control('PATCH', `/doors/${door}`, { isConnected: null });
    expect(await waiting()).toMatchObject({ unsynced: 0 });
    expect(await reason(door, { userUuid: guest })).toMatchObject(shut('revoked'));
  });

  it('syncs when somebody it knows opens it with the app', async () => {
    const door = offline();
    const known = await grant(door);
    await test.control('POST', `/doors/${door}/sync`);
    const fresh = await grant(door, { email: 'new@example.com' });
    expect(await reason(door, { code: fresh.code })).toMatchObject(shut('offline_not_synced'));
    expect(await reason(door, { userUuid: known.userUuid })).toMatchObject(opened);
    expect(await reason(door, { code: fresh.code })).toMatchObject(opened);
  });

  it('syncs by itself when it comes online', async () => {
    const door = offline();
    const { code } = await grant(door);
    await test.control('PATCH', `/doors/${door}`, { isConnected: true });
    expect(await reason(door, { code })).toMatchObject(opened);
  });
});

describe('the control API of a lock', () => {
  it('says not_activated where there is no lock', async () => {
    const door = doorWith(test, { activated: false });
    expect(await reason(door, { code: '1234567' })).toMatchObject(shut('not_activated'));
  });

  it.each([{}, { code: '1', userUuid: crypto.randomUUID() }, { code: 7 }, { userUuid: 'me' }])(
    'refuses %j',
    async (attempt) => {
      const reply = await test.control('POST', `/doors/${connected()}/try`, attempt);
      expect([reply.status, reply.json]).toEqual([400, { message: expect.any(String) }]);
    },
  );

  it.each(['try', 'sync'])('%s on an unknown door is 404', async (verb) => {
    const reply = await test.control('POST', `/doors/${crypto.randomUUID()}/${verb}`, { code: '1234567' });
    expect(reply.status).toBe(404);
  });
});
