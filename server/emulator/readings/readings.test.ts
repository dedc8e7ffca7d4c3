import { describe, expect, it } from 'vitest';
import { keyPage, refusal, userPage } from '../contract/answers.ts';
import { user as userSchema } from '../contract/entities.ts';
import {
  doorsWith,
  doorWith,
  fixedNow,
  type Reply,
  send,
  startTestApi,
  type TestApi,
  tokenRequest,
} from '../testing/api-client.ts';
import type { ReadingName, Readings } from './readings.ts';

/** Runs with one reading switched (and others set up), against an emulator of its own. */
async function observe<T>(readings: Partial<Readings>, look: (test: TestApi) => Promise<T>): Promise<T> {
  const test = await startTestApi({ readings });
  try {
    return await look(test);
  } finally {
    await test.close();
  }
}

const communal = (test: TestApi) =>
  doorsWith(test, { accessibilityType: 'COMMUNAL', zone: 'America/New_York', isConnected: true }).map(
    ({ uuid }) => uuid,
  );
const grantOne = (test: TestApi, fields: Record<string, unknown> = {}) =>
  test.granted({ doorUuids: communal(test).slice(0, 1), ...fields });
const onDoor = (test: TestApi, userUuid: string) => `/v1/users/${userUuid}/doors/${communal(test)[0]}`;
const token = (test: TestApi, path = '/v1/oauth/token', change = {}) =>
  send(`${test.url}${path}`, 'POST', { ...tokenRequest, ...change });
const brief = ({ status, text }: Reply) => `${status} ${text}`;
const message = ({ status, json }: Reply) => [status, refusal.parse(json).message];
const ok = (reply: Reply) => (reply.status === 200 ? 'granted' : refusal.parse(reply.json).message);
const daily = { passcodeType: 'DAILY' };
const guestOf = async (test: TestApi, hostUuid: string, doorUuid: string | undefined) =>
  test.control('POST', '/world/events', {
    type: 'guest_invited',
    hostUuid,
    doorUuid,
    email: 'guest@example.org',
    firstName: 'G',
    lastName: 'G',
  });

/** What each switch shows, value by value: [what to look at, expected per value]. */
const cases: { [Name in ReadingName]: [(test: TestApi) => Promise<unknown>, Record<Readings[Name], unknown>] } = {
  zonePlace: [
    async (test) => {
      const { text } = await test.api('GET', '/v1/buildings');
      const [first] = JSON.parse(text).buildings;
      return [first, first.address].map(({ timezone, portfolio }) => [timezone, portfolio !== undefined]);
    },
    {
      building: [
        ['America/New_York', true],
        [undefined, false],
      ],
      address: [
        [undefined, false],
        ['America/New_York', true],
      ],
    },
  ],
  tokenPaths: [
    async (test) => [(await token(test)).status, (await token(test, '/oauth/token')).status],
    { both: [200, 200], v1: [200, 404], plain: [404, 200] },
  ],
  expiresIn: [async (test) => (await token(test)).text.includes('expires_in'), { present: true, absent: false }],
  tokenErrors: [
    async (test) => brief(await token(test, '/v1/oauth/token', { client_secret: 'x' })),
    { oauth: '401 {"error":"access_denied"}', message: '401 {"message":"UNAUTHORIZED"}' },
  ],
  badTokenStatus: [
    async (test) => brief(await send(`${test.url}/access/sdk/v1/users`, 'GET')),
    { '401': '401 {"message":"UNAUTHORIZED"}', '403': '403 ' },
  ],
  grantAnswer: [
    async (test) => (await test.grant({ doorUuids: communal(test).slice(0, 1) }, 'v1')).status,
    { '200': 200, '201-empty': 201 },
  ],
  patchAnswer: [
    async (test) => {
      const { userUuid } = await grantOne(test);
      const reply = await test.api('PATCH', onDoor(test, userUuid), { endTime: null, shareable: false });
      return [reply.status, reply.text.length > 0];
    },
    { '200': [200, true], '204': [204, false] },
  ],
  deleteAnswer: [
    async (test) => brief(await test.api('DELETE', onDoor(test, (await grantOne(test)).userUuid))),
    { '200-object': '200 {}', '200-empty': '200 ', '204': '204 ' },
  ],
  lastPageToken: [
    async (test) => userPage.parse((await test.api('GET', '/v1/users')).json).nextPageToken,
    { null: null, absent: undefined },
  ],
  residentDoorcode: [
    async (test) => (await grantOne(test, { role: 'RESIDENT' })).accesses?.[0]?.doorcode,
    { description: { code: null, description: 'USER_HAS_RESIDENT_ACCESS' }, absent: undefined },
  ],
  missingCode: [
    async (test) => (await grantOne(test, { role: 'RESIDENT' })).accesses?.[0]?.doorcode?.code,
    { null: null, empty: '' },
  ],
  batteryTime: [
    async (test) => {
      const { text } = await test.api('GET', '/v1/doors?pageSize=1');
      return String(JSON.parse(text).doors[0].device.battery.lastUpdated).length;
    },
    { seconds: 10, milliseconds: 13 },
  ],
  listPhones: [
    async (test) => (await test.api('GET', '/v1/users')).text.includes('"phone"'),
    { present: true, absent: false },
  ],
  missingEmail: [
    async (test) => {
      const user = await grantOne(test, { ...daily, email: undefined, phone: '+12125550100' });
      return user.email;
    },
    { null: null, empty: '', absent: undefined },
  ],
  endless: [async (test) => (await grantOne(test)).accesses?.[0]?.endTime, { null: null, absent: undefined }],
  dailyTimes: [
    async (test) => (await grantOne(test, daily)).accesses?.[0]?.endTime,
    { day: '2026-11-24T05:00:00.000Z', 'no-end': null },
  ],
  endedAccesses: [
    async (test) => {
      const { userUuid } = await grantOne(test, { endTime: '2026-11-24T00:00:00Z' });
      await test.control('POST', '/clock', { set: '2026-11-25T00:00:00Z' });
      return userSchema.parse((await test.api('GET', `/v1/users/${userUuid}`)).json).accesses?.length;
    },
    { listed: 1, hidden: 0 },
  ],
  v1Doors: [
    async (test) => {
      await grantOne(test);
      const { text } = await test.grant({ doorUuids: communal(test).slice(1, 2) }, 'v1');
      return JSON.parse(text).doors.length;
    },
    { all: 2, granted: 1 },
  ],
  repeatGrant: [
    async (test) => {
      await grantOne(test);
      const reply = await test.grant({ doorUuids: communal(test).slice(0, 1) });
      return reply.status === 200 ? userSchema.parse(reply.json).accesses?.length : message(reply);
    },
    { overwrite: 1, add: 2, refuse: [400, 'ACCESS_ALREADY_GRANTED'] },
  ],
  namesOnRepeat: [
    async (test) => {
      await grantOne(test);
      return (await grantOne(test, { firstName: 'Renamed' })).firstName;
    },
    { keep: 'Nora', overwrite: 'Renamed' },
  ],
  matching: [
    async (test) => {
      await grantOne(test, { phone: '+1-212-555-0100' });
      return (await grantOne(test, { ...daily, email: undefined, phone: '+12125550100' })).email;
    },
    { 'email-else-phone': 'nora@example.com', 'email-only': null },
  ],
  dailyEnd: [
    async (test) =>
      ok(await test.grant({ ...daily, doorUuids: communal(test).slice(0, 1), endTime: '2027-01-01T00:00:00Z' })),
    { ignored: 'granted', refused: 'END_TIME_NOT_SUPPORTED' },
  ],
  dailyDay: [
    async (test) => {
      await test.control('POST', '/clock', { set: '2026-11-24T03:00:00Z' });
      // In New York it is still the 23rd: the 25th is too late there, tomorrow in UTC.
      return ok(
        await test.grant({ ...daily, doorUuids: communal(test).slice(0, 1), startTime: '2026-11-25T12:00:00Z' }),
      );
    },
    { door: 'INVALID_START_TIME', utc: 'granted' },
  ],
  singleUseEnd: [
    async (test) => {
      const { accesses } = await grantOne(test, { passcodeType: 'DAILY_SINGLE_USE' });
      const attempt = { code: accesses?.[0]?.doorcode?.code };
      await test.control('POST', `/doors/${communal(test)[0]}/try`, attempt);
      const { text } = await test.control('POST', `/doors/${communal(test)[0]}/try`, attempt);
      return JSON.parse(text).reason;
    },
    { '15-minutes': 'opened', 'first-use': 'used_up' },
  ],
  pastStart: [
    async (test) => ok(await test.grant({ doorUuids: communal(test).slice(0, 1), startTime: '2026-01-01T00:00:00Z' })),
    { accepted: 'granted', refused: 'INVALID_START_TIME' },
  ],
  missingEnd: [
    async (test) => ok(await test.grant({ doorUuids: communal(test).slice(0, 1), role: 'TOURER' })),
    { allowed: 'granted', 'refused-for-tourers': 'MISSING_END_TIME' },
  ],
  shareRight: [
    async (test) => ok(await test.grant({ doorUuids: communal(test).slice(0, 1), shareable: true })),
    { everybody: 'granted', residents: 'USER_CAN_NOT_SHARE' },
  ],
  missingRole: [
    async (test) => (await grantOne(test, { role: undefined })).accesses?.[0]?.role,
    { 'non-resident': 'NON_RESIDENT', absent: undefined },
  ],
  nonResident: [
    async (test) => (await grantOne(test)).accesses?.[0]?.role,
    { NON_RESIDENT: 'NON_RESIDENT', GUEST: 'GUEST' },
  ],
  extraRoles: [
    async (test) => ok(await test.grant({ doorUuids: communal(test).slice(0, 1), role: 'GUEST' })),
    { refused: 'INVALID_REQUEST', accepted: 'granted' },
  ],
  unknownDoor: [
    async (test) => (await test.grant({ doorUuids: [crypto.randomUUID()] })).status,
    { '400': 400, '404': 404 },
  ],
  elevatorDoor: [
    async (test) => message(await test.grant({ doorUuids: [doorWith(test, { type: 'ELEVATOR' })] })),
    { named: [400, 'ELEVATOR_NOT_SUPPORTED'], 'as-unknown': [404, 'DOOR_NOT_FOUND'] },
  ],
  inactiveDoor: [
    async (test) => message(await test.grant({ doorUuids: [doorWith(test, { activated: false })] })),
    { named: [400, 'DOOR_NOT_ACTIVATED'], 'as-unknown': [404, 'DOOR_NOT_FOUND'] },
  ],
  otherCodes: [
    async (test) => {
      const replies = [
        await test.grant({ doorUuids: [] }),
        await test.grant({ ...daily, doorUuids: communal(test).slice(0, 1), shareable: true }),
        await test.grant({ doorUuids: communal(test).slice(0, 1), endTime: '2020-01-01T00:00:00Z' }),
        await test.api('DELETE', onDoor(test, crypto.randomUUID())),
      ];
      return replies.map((reply) => refusal.parse(reply.json).message);
    },
    {
      named: ['DOOR_UUIDS_REQUIRED', 'SHAREABLE_NOT_SUPPORTED', 'INVALID_END_TIME', 'NOT_FOUND'],
      INVALID_REQUEST: ['INVALID_REQUEST', 'INVALID_REQUEST', 'INVALID_END_TIME', 'NOT_FOUND'],
    },
  ],
  patchEnd: [
    async (test) => {
      const { userUuid } = await grantOne(test);
      return message(await test.api('PATCH', onDoor(test, userUuid), { endTime: fixedNow, shareable: false }));
    },
    { INVALID_END_TIME: [400, 'INVALID_END_TIME'], INVALID_REQUEST: [400, 'INVALID_REQUEST'] },
  ],
  omittedShareable: [
    async (test) => {
      const { userUuid } = await grantOne(test, { shareable: true });
      const reply = await test.api('PATCH', onDoor(test, userUuid), { endTime: null });
      return userSchema.parse(reply.json).accesses?.[0]?.shareable;
    },
    { keep: true, false: false },
  ],
  severalAccesses: [
    async (test) => {
      const { userUuid } = await grantOne(test, { startTime: '2026-11-01T00:00:00Z' });
      await grantOne(test, { startTime: '2026-11-02T00:00:00Z' });
      await test.api('DELETE', onDoor(test, userUuid));
      const { accesses } = userSchema.parse((await test.api('GET', `/v1/users/${userUuid}`)).json);
      return accesses?.map(({ startTime }) => startTime.slice(0, 10));
    },
    { latest: ['2026-11-01'], oldest: ['2026-11-02'], all: [] },
  ],
  deleteReach: [
    async (test) => {
      const { userUuid } = await grantOne(test, daily);
      await test.control('POST', '/world/events', { type: 'manager_granted', userUuid, doorUuid: communal(test)[0] });
      return (await test.api('DELETE', onDoor(test, userUuid))).status;
    },
    { partner: 400, 'any-granter': 200 },
  ],
  dailyRevokeStatus: [
    async (test) => message(await test.api('DELETE', onDoor(test, (await grantOne(test, daily)).userUuid))),
    { '400': [400, 'PASSCODE_TYPE_CANT_BE_REVOKED'], '409': [409, 'PASSCODE_TYPE_CANT_BE_REVOKED'] },
  ],
  cascade: [
    async (test) => {
      // The guest's door is not the resident's: they depend on one another only where the building counts.
      const host = await grantOne(test, { role: 'RESIDENT' });
      await guestOf(test, host.userUuid, communal(test)[1]);
      return test.emulator.world.userByEmail('guest@example.org')?.uuid === undefined
        ? null
        : userSchema.parse(
            (await test.api('GET', `/v1/users/${test.emulator.world.userByEmail('guest@example.org')?.uuid}`)).json,
          ).accesses?.length;
    },
    { door: 0, building: 1 },
  ],
  managerGrants: [
    async (test) => {
      const { userUuid } = await grantOne(test, daily);
      await test.control('POST', '/world/events', { type: 'manager_granted', userUuid, doorUuid: communal(test)[1] });
      const { accesses } = userSchema.parse((await test.api('GET', `/v1/users/${userUuid}`)).json);
      return accesses?.map(({ granter }) => granter.type);
    },
    { hidden: ['PARTNER'], 'as-user': ['PARTNER', 'USER'] },
  ],
  guestGrants: [
    async (test) => {
      const host = await grantOne(test, { role: 'RESIDENT' });
      await guestOf(test, host.userUuid, communal(test)[0]);
      const guest = test.emulator.world.userByEmail('guest@example.org');
      const { accesses } = userSchema.parse((await test.api('GET', `/v1/users/${guest?.uuid}`)).json);
      return accesses?.map(({ granter }) => granter.type);
    },
    { 'as-user': ['USER'], hidden: [] },
  ],
  keys: [async (test) => (await test.api('GET', '/v1/keys')).status, { absent: 404, served: 200 }],
  keyRevoke: [
    async (test) => {
      const [key] = test.emulator.world.keys.values();
      const { userUuid, accesses = [] } = await test.granted({ doorUuids: undefined, keyUuids: [key?.uuid] });
      await test.api('DELETE', `/v1/users/${userUuid}/doors/${accesses[0]?.doorUuid}`);
      const left = userSchema.parse((await test.api('GET', `/v1/users/${userUuid}`)).json).accesses?.length;
      return accesses.length - (left ?? 0) === 1 ? 'one' : left === 0 ? 'all' : left;
    },
    { door: 'one', 'whole-key': 'all' },
  ],
  doorUuid: [
    async (test) => (await test.api('GET', `/v1/keys/${communal(test)[0]}/accesses`)).status,
    { door: 404, key: 200 },
  ],
  keyForm: [
    async (test) => {
      const [shared] = test.emulator.world.keys.values();
      const read = async (query: string) => keyPage.parse((await test.api('GET', `/v1/keys${query}`)).json).keys;
      const isOfIt = ({ uuid }: { uuid: string }) => uuid === shared?.uuid || uuid === shared?.doors[0]?.uuid;
      const asked = await read('?includeDoors=true');
      const { violations } = test.emulator.journal.read({}).at(-1) ?? {};
      return {
        violations,
        untold: (await read('')).filter(({ doors }) => doors === undefined).length === asked.length,
        keys: asked.filter(isOfIt).map(({ keyType, doorsType, doors }) => [keyType, doorsType, doors?.length]),
        door: asked.find(isOfIt)?.doors?.[0]?.sdkDoorUuid === shared?.doors[0]?.sdkDoorUuid,
      };
    },
    {
      'DOOR-ELEVATOR': {
        violations: ['unknown_field:includeDoors'],
        untold: true,
        keys: [
          ['DOOR', undefined, undefined],
          ['DOOR', undefined, undefined],
        ],
        door: false,
      },
      'REGULAR-SINGLE': {
        violations: [],
        untold: true,
        keys: [
          ['REGULAR', 'DOOR', expect.any(Number)],
          ['SINGLE', 'DOOR', 1],
        ],
        door: true,
      },
    },
  ],
};

/** Readings some cases need beside the one they switch. */
const setUps: Partial<Record<ReadingName, Partial<Readings>>> = {
  missingEnd: { extraRoles: 'accepted' },
  elevatorDoor: { unknownDoor: '404' },
  inactiveDoor: { unknownDoor: '404' },
  severalAccesses: { repeatGrant: 'add' },
  keyRevoke: { keys: 'served' },
  doorUuid: { keys: 'served' },
  keyForm: { keys: 'served', doorUuid: 'key' },
};

const switches = Object.entries(cases).flatMap(([name, [look, expected]]) =>
  Object.entries(expected).map(([value, result]) => ({ name, value, look, result })),
);

describe('every reading', () => {
  it.each(switches)('$name = $value', async ({ name, value, look, result }) => {
    const setUp = Object.entries(setUps).find(([key]) => key === name)?.[1] ?? {};
    expect(await observe({ ...setUp, [name]: value }, look)).toEqual(result);
  });
});
