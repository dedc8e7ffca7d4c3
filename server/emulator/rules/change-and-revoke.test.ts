import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { userPage } from '../contract/answers.ts';
import { user as userSchema } from '../contract/entities.ts';
import { doorsWith, startTestApi, type TestApi } from '../testing/api-client.ts';

let test: TestApi;
let doors: string[];
beforeAll(async () => {
  test = await startTestApi();
});
beforeEach(() => {
  test.emulator.reset({});
  doors = doorsWith(test, { accessibilityType: 'COMMUNAL', isConnected: true, zone: 'America/New_York' }).map(
    ({ uuid }) => uuid,
  );
});
afterAll(() => test.close());

const path = (userUuid: string, doorUuid = doors[0]) => `/v1/users/${userUuid}/doors/${doorUuid}`;
const lastViolations = () => test.emulator.journal.read({}).at(-1)?.violations;

describe('PATCH', () => {
  it('moves the end and the right to share', async () => {
    const { userUuid } = await test.granted({ doorUuids: doors.slice(0, 2) });
    const reply = await test.api('PATCH', path(userUuid), { endTime: '2027-01-01T00:00:00Z', shareable: true });
    const { accesses } = userSchema.parse(reply.json);
    expect(accesses).toMatchObject([
      { endTime: '2027-01-01T00:00:00.000Z', shareable: true },
      { endTime: null, shareable: false },
    ]);
    expect(lastViolations()).toEqual([]);
  });

  it('without endTime removes the expiry, without shareable keeps it, and both are flagged', async () => {
    const { userUuid } = await test.granted({
      doorUuids: [doors[0]],
      endTime: '2027-01-01T00:00:00Z',
      shareable: true,
    });
    const { accesses } = userSchema.parse((await test.api('PATCH', path(userUuid), {})).json);
    expect(accesses).toMatchObject([{ endTime: null, shareable: true }]);
    expect(lastViolations()).toEqual(['patch_without_end_time', 'patch_without_shareable']);
  });

  it.each(['2026-11-23T14:59:59Z', '2026-11-23T15:00:00Z', 'soon'])('refuses the end %s', async (endTime) => {
    const { userUuid } = await test.granted({ doorUuids: [doors[0]], startTime: '2026-11-01T00:00:00Z' });
    const reply = await test.api('PATCH', path(userUuid), { endTime, shareable: false });
    expect([reply.status, reply.json]).toMatchObject([400, { message: 'INVALID_END_TIME' }]);
  });

  it('refuses an end before the start', async () => {
    const { userUuid } = await test.granted({ doorUuids: [doors[0]], startTime: '2027-02-01T00:00:00Z' });
    const reply = await test.api('PATCH', path(userUuid), { endTime: '2027-01-01T00:00:00Z', shareable: false });
    expect(reply.json).toEqual({ message: 'INVALID_END_TIME' });
  });

  it('knows no daily access', async () => {
    const { userUuid } = await test.granted({ doorUuids: [doors[0]], passcodeType: 'DAILY' });
    expect((await test.api('PATCH', path(userUuid), { endTime: null, shareable: false })).status).toBe(404);
  });
});

describe('DELETE', () => {
  it('takes that door only; a second time it is 404', async () => {
    const { userUuid } = await test.granted({ doorUuids: doors.slice(0, 2) });
    const first = await test.api('DELETE', path(userUuid));
    expect([first.status, first.json]).toEqual([200, {}]);
    const { accesses } = userSchema.parse((await test.api('GET', `/v1/users/${userUuid}`)).json);
    expect(accesses?.map(({ doorUuid }) => doorUuid)).toEqual([doors[1]]);
    expect((await test.api('DELETE', path(userUuid))).status).toBe(404);
  });

  it('cannot revoke daily codes', async () => {
    const { userUuid } = await test.granted({ doorUuids: [doors[0]], passcodeType: 'DAILY' });
    const reply = await test.api('DELETE', path(userUuid));
    expect([reply.status, reply.json]).toEqual([400, { message: 'PASSCODE_TYPE_CANT_BE_REVOKED' }]);
  });

  it('leaves a daily code and what a manager granted on the same door', async () => {
    const { userUuid } = await test.granted({ doorUuids: [doors[0]] });
    await test.granted({ doorUuids: [doors[0]], passcodeType: 'DAILY' });
    await test.control('POST', '/world/events', { type: 'manager_granted', userUuid, doorUuid: doors[0] });
    await test.api('DELETE', path(userUuid));
    const left = test.emulator.world.user(userUuid)?.accesses.filter(({ revokedMs }) => revokedMs === null);
    expect(left?.map(({ passcodeType, granter }) => [passcodeType, granter.type])).toEqual([
      ['DAILY', 'PARTNER'],
      ['PERMANENT', 'MANAGER'],
    ]);
  });

  it.each(['user', 'door'])('says 404 for an unknown %s', async (unknown) => {
    const { userUuid } = await test.granted({ doorUuids: [doors[0]] });
    const stranger = crypto.randomUUID();
    const target = unknown === 'user' ? path(stranger) : path(userUuid, stranger);
    expect((await test.api('DELETE', target)).status).toBe(404);
  });
});

describe('guests of a resident', () => {
  const moveInWithGuest = async () => {
    const host = await test.granted({ doorUuids: doors.slice(0, 2), role: 'RESIDENT', shareable: true });
    const email = 'guest@example.org';
    for (const doorUuid of doors.slice(0, 2)) {
      const guest = { email, firstName: 'Gus', lastName: 'Guest' };
      await test.control('POST', '/world/events', {
        type: 'guest_invited',
        hostUuid: host.userUuid,
        doorUuid,
        ...guest,
      });
    }
    return { host: host.userUuid, guest: test.emulator.world.userByEmail(email)?.uuid ?? '' };
  };
  const doorsOf = async (userUuid: string) =>
    userSchema.parse((await test.api('GET', `/v1/users/${userUuid}`)).json).accesses?.map(({ doorUuid }) => doorUuid);

  const doorsInList = async (userUuid: string) =>
    userPage
      .parse((await test.api('GET', '/v1/users')).json)
      .users.find((user) => user.userUuid === userUuid)
      ?.accesses?.map(({ doorUuid }) => doorUuid);

  it('read as granted by a USER and lose a door with their resident, that door only', async () => {
    const { host, guest } = await moveInWithGuest();
    const { accesses } = userSchema.parse((await test.api('GET', `/v1/users/${guest}`)).json);
    expect(accesses?.[0]?.granter).toEqual({ type: 'USER', uuid: host });
    await test.api('DELETE', path(host));
    expect(await doorsOf(guest)).toEqual([doors[1]]);
    expect(test.emulator.journal.read({ method: 'DELETE' }).at(-1)?.applied).toMatchObject([
      { what: 'access.revoked', userUuid: host },
      { what: 'access.revoked', userUuid: guest },
    ]);
  });

  it('lose it too when the resident’s access ends by itself', async () => {
    const { host, guest } = await moveInWithGuest();
    await test.api('PATCH', path(host), { endTime: '2026-11-24T00:00:00Z', shareable: true });
    expect(await doorsOf(guest)).toHaveLength(2);
    expect(await doorsInList(guest)).toHaveLength(2);
    await test.control('POST', '/clock', { set: '2026-11-24T00:00:00Z' });
    expect(await doorsOf(guest)).toEqual([doors[1]]);
    expect(await doorsInList(guest)).toEqual([doors[1]]);
  });
});
