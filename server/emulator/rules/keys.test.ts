import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyAccessList, keyPage } from '../contract/answers.ts';
import { user as userSchema } from '../contract/entities.ts';
import { startTestApi, type TestApi } from '../testing/api-client.ts';
import type { Key } from '../world/model.ts';

const open: TestApi[] = [];
const startWith = async (readings: Record<string, string> = {}) => {
  const started = await startTestApi({ profile: 'opendoor', people: 0, readings });
  open.push(started);
  return started;
};

let test: TestApi;
let key: Key;
let lobby: string | undefined;
beforeAll(async () => {
  test = await startWith();
});
beforeEach(() => {
  test.emulator.reset({});
  useKeyOf(test);
});
afterAll(() => Promise.all(open.map((each) => each.close())));

function useKeyOf({ emulator }: TestApi): void {
  const [first] = emulator.world.keys.values();
  if (!first) throw new Error('The world has no key.');
  key = first;
  lobby = first.doors[0]?.uuid;
}

const byKey = (fields: Record<string, unknown> = {}) => ({ doorUuids: undefined, keyUuids: [key.uuid], ...fields });
const daily = { passcodeType: 'DAILY', startTime: '2026-11-23T17:00:00Z' };
const onLobby = (userUuid: string) => `/v1/users/${userUuid}/doors/${lobby}`;
const rowsOf = async (keyUuid: string | undefined, api = test) =>
  keyAccessList.parse((await api.api('GET', `/v1/keys/${keyUuid}/accesses`)).json).accesses;
const briefRows = async (api = test) =>
  (await rowsOf(key.uuid, api)).map(({ passcodeType, endTime, doors }) => [passcodeType, endTime, doors.length]);
const lastViolations = () => test.emulator.journal.read({}).at(-1)?.violations;

describe('accesses to a key', () => {
  it('are a row per grant on its own terms, apart from what came door by door', async () => {
    await test.granted(byKey({ endTime: '2027-01-01T00:00:00Z' }));
    await test.granted(byKey(daily));
    await test.granted({ doorUuids: [lobby], startTime: '2026-11-01T00:00:00Z' });
    await test.granted(byKey({ email: 'somebody@else.example' }));
    const all = key.doors.length;
    expect(await briefRows()).toEqual([
      ['PERMANENT', '2027-01-01T00:00:00.000Z', all],
      ['DAILY', '2026-11-24T05:00:00.000Z', all],
      ['PERMANENT', null, all],
    ]);
    const user = test.emulator.world.userByEmail('nora@example.com');
    expect(user?.accesses.length).toBe(2 * all + 1);
  });

  it('of two daily grants stay two, each with codes of its own', async () => {
    await test.granted(byKey(daily));
    await test.granted(byKey(daily));
    expect(lastViolations()).toEqual(['duplicate_daily_grant']);
    const rows = await rowsOf(key.uuid);
    const sdkDoors = key.doors.map(({ sdkDoorUuid }) => sdkDoorUuid);
    expect(rows.map(({ doors }) => doors.map(({ sdkDoorUuid }) => sdkDoorUuid))).toEqual([sdkDoors, sdkDoors]);
    const codes = rows.flatMap(({ doors }) => doors.map(({ doorcode }) => doorcode?.code));
    expect(new Set(codes).size).toBe(2 * key.doors.length);
  });

  it('lack no door that the same grant names too, and none that is granted alone later', async () => {
    const { accesses } = await test.granted(byKey({ doorUuids: [lobby] }));
    expect(accesses).toHaveLength(key.doors.length);
    await test.granted({ doorUuids: [lobby] });
    expect(lastViolations()).toEqual([]);
    expect(await briefRows()).toEqual([['PERMANENT', null, key.doors.length]]);
    await test.granted(byKey({ endTime: '2027-01-01T00:00:00Z' }));
    expect(lastViolations()).toEqual(['duplicate_grant']);
    expect(await briefRows()).toEqual([['PERMANENT', '2027-01-01T00:00:00.000Z', key.doors.length]]);
  });

  it('do not reach doors the partner may not see, nor does a key to none of them', async () => {
    const { userUuid } = await test.granted(byKey());
    await test.control('POST', '/world/events', { type: 'door_enabled', doorUuid: lobby, enabled: false });
    expect(await briefRows()).toEqual([['PERMANENT', null, key.doors.length - 1]]);
    const other = await test.granted(byKey({ email: 'somebody@else.example' }));
    expect(other.accesses?.map(({ doorUuid }) => doorUuid)).not.toContain(lobby);
    await test.control('POST', '/world/events', { type: 'building_gone', buildingUuid: key.building.uuid });
    expect((await test.api('GET', `/v1/keys/${key.uuid}/accesses`)).status).toBe(404);
    const { keys } = keyPage.parse((await test.api('GET', '/v1/keys')).json);
    expect(keys.map(({ uuid }) => uuid)).not.toContain(key.uuid);
    expect((await test.grant(byKey())).json).toEqual({ message: 'KEY_NOT_FOUND' });
    expect((await test.api('GET', `/v1/users/${userUuid}`)).text).toContain('"accesses":[]');
  });

  it('that are over read back as other accesses do', async () => {
    const hiding = await startWith({ endedAccesses: 'hidden' });
    useKeyOf(hiding);
    await hiding.granted(byKey({ endTime: '2026-11-24T00:00:00Z' }));
    expect(await briefRows(hiding)).toHaveLength(1);
    await hiding.control('POST', '/clock', { set: '2026-11-24T00:00:00Z' });
    expect(await briefRows(hiding)).toEqual([]);
  });
});

describe('a change to one door of a key', () => {
  const change = { endTime: '2027-01-01T00:00:00Z', shareable: false };

  it('reaches all doors of that grant and nothing else', async () => {
    const { userUuid } = await test.granted(byKey());
    await test.granted(byKey(daily));
    await test.api('PATCH', onLobby(userUuid), change);
    expect((await briefRows())[0]).toEqual(['PERMANENT', '2027-01-01T00:00:00.000Z', key.doors.length]);
    await test.granted({ doorUuids: [key.doors[1]?.uuid] });
    await test.api('DELETE', onLobby(userUuid));
    expect(await briefRows()).toEqual([['DAILY', '2026-11-24T05:00:00.000Z', key.doors.length]]);
    const { accesses = [] } = userSchema.parse((await test.api('GET', `/v1/users/${userUuid}`)).json);
    expect(accesses.filter(({ passcodeType }) => passcodeType === 'PERMANENT').map(({ doorUuid }) => doorUuid)).toEqual(
      [key.doors[1]?.uuid],
    );
  });

  it('or only that door, which then stands in a row of its own', async () => {
    const single = await startWith({ keyRevoke: 'door' });
    useKeyOf(single);
    const { userUuid } = await single.granted(byKey());
    await single.api('PATCH', onLobby(userUuid), change);
    expect((await briefRows(single)).map(([, endTime, doors]) => [endTime, doors])).toEqual([
      ['2027-01-01T00:00:00.000Z', 1],
      [null, key.doors.length - 1],
    ]);
    await single.api('DELETE', onLobby(userUuid));
    expect(await briefRows(single)).toEqual([['PERMANENT', null, key.doors.length - 1]]);
  });
});

describe('a door that is a key', () => {
  it('stands among the keys, can be granted as one, and lists what came door by door', async () => {
    const { keys } = keyPage.parse((await test.api('GET', `/v1/keys?buildingUuid=${key.building.uuid}`)).json);
    expect(keys.map(({ uuid }) => uuid)).toEqual([key.uuid, ...key.building.doors.map(({ uuid }) => uuid)]);
    await test.granted(byKey());
    await test.granted(byKey({ keyUuids: [lobby] }));
    await test.granted({ doorUuids: [lobby], endTime: '2027-01-01T00:00:00Z' });
    expect(lastViolations()).toEqual(['duplicate_grant']);
    expect(await rowsOf(lobby)).toMatchObject([
      { keyUuid: lobby, endTime: '2027-01-01T00:00:00.000Z', doors: [{ sdkDoorUuid: key.doors[0]?.sdkDoorUuid }] },
    ]);
  });
});
