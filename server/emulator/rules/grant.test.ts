import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { grantedDoors, refusal } from '../contract/answers.ts';
import { doorsWith, doorWith, startTestApi, type TestApi } from '../testing/api-client.ts';

let test: TestApi;
beforeAll(async () => {
  test = await startTestApi();
});
beforeEach(async () => {
  test.emulator.reset({});
});
afterAll(() => test.close());

const newYork = 'America/New_York';
const daily = { passcodeType: 'DAILY' };
const communal = (count: number) =>
  doorsWith(test, { accessibilityType: 'COMMUNAL', zone: newYork, isConnected: true })
    .slice(0, count)
    .map(({ uuid }) => uuid);
/** Communal doors of a building without common doorcodes. */
const uncommon = () =>
  doorsWith(test, { accessibilityType: 'COMMUNAL' })
    .filter(({ building }) => !building.commonDoorcodes)
    .map(({ uuid }) => uuid);
const privates = (count: number) =>
  doorsWith(test, { accessibilityType: 'PRIVATE', zone: newYork, isConnected: true })
    .slice(0, count)
    .map(({ uuid }) => uuid);

describe('a PERMANENT grant', () => {
  it('creates the user, answers v2 with code and access, and invites by email once', async () => {
    const user = await test.granted({ doorUuids: communal(2) });
    expect(user).toMatchObject({ email: 'nora@example.com', firstName: 'Nora', lastName: 'Okafor' });
    expect(user.accesses).toHaveLength(2);
    expect(user.accesses?.[0]).toMatchObject({
      passcodeType: 'PERMANENT',
      role: 'NON_RESIDENT',
      shareable: false,
      endTime: null,
      granter: { type: 'PARTNER' },
      doorcode: { code: expect.stringMatching(/^\d{7}$/), description: 'VALID' },
    });
    expect(test.emulator.world.outbox).toMatchObject([{ channel: 'email', to: 'nora@example.com', kind: 'invite' }]);
    expect(test.emulator.world.outbox[0]).not.toHaveProperty('code');
  });

  it('one common code on all communal doors, one of its own on each private door', async () => {
    const { accesses = [] } = await test.granted({ doorUuids: [...communal(3), ...privates(2)] });
    const codes = accesses.map(({ doorcode }) => doorcode?.code);
    expect(new Set(codes.slice(0, 3)).size).toBe(1);
    expect(new Set(codes).size).toBe(3);
    const later = await test.granted({ doorUuids: communal(4).slice(3) });
    expect(later.accesses?.at(-1)?.doorcode?.code).toBe(codes[0]);
  });

  it('v1 answers with all doors the user has', async () => {
    await test.granted({ doorUuids: communal(2) });
    const { doors } = grantedDoors.parse((await test.grant({ doorUuids: privates(1) }, 'v1')).json);
    expect(doors.map(({ uuid }) => uuid)).toEqual([...communal(2), ...privates(1)]);
  });

  it('v1 answers with no door whose access is over or used up', async () => {
    const [ended, once, held, asked] = communal(4);
    await test.granted({ doorUuids: [ended], endTime: '2026-11-23T15:10:00Z' });
    const { accesses } = await test.granted({ passcodeType: 'DAILY_SINGLE_USE', doorUuids: [once] });
    await test.granted({ doorUuids: [held], startTime: '2026-12-24T00:00:00Z' });
    const code = accesses?.at(-1)?.doorcode?.code;
    expect((await test.control('POST', `/doors/${once}/try`, { code })).json).toMatchObject({ opens: true });
    await test.control('POST', '/clock', { advance: 'PT20M' });
    const { doors } = grantedDoors.parse((await test.grant({ doorUuids: [asked] }, 'v1')).json);
    expect(doors.map(({ uuid }) => uuid)).toEqual([held, asked]);
  });

  it('adds to a known user by email, whatever its case, and keeps the names', async () => {
    const first = await test.granted({ doorUuids: communal(1) });
    const second = await test.granted({ email: 'NORA@example.com', firstName: 'Other', doorUuids: privates(1) });
    expect(second).toMatchObject({ userUuid: first.userUuid, firstName: 'Nora' });
    expect(second.accesses).toHaveLength(2);
  });

  it('on a door already held overwrites it, keeps its code, and the journal flags it', async () => {
    const first = await test.granted({ doorUuids: privates(1) });
    const second = await test.granted({ doorUuids: privates(1), endTime: '2027-01-01T00:00:00Z' });
    expect(second.accesses).toHaveLength(1);
    expect(second.accesses?.[0]).toMatchObject({ endTime: '2027-01-01T00:00:00.000Z' });
    expect(second.accesses?.[0]?.doorcode).toEqual(first.accesses?.[0]?.doorcode);
    const entry = test.emulator.journal.read({ method: 'POST' }).at(-1);
    expect(entry?.violations).toEqual(['duplicate_grant']);
    expect(entry?.applied.map(({ what }) => what)).toEqual(['access.overwritten']);
  });

  it('on a door whose access has ended is a new one, and no habit to flag', async () => {
    const first = await test.granted({ doorUuids: privates(1), endTime: '2026-11-24T00:00:00Z' });
    await test.control('POST', '/clock', { set: '2026-11-24T00:00:00Z' });
    const { accesses } = await test.granted({ doorUuids: privates(1), startTime: '2026-11-24T00:00:00Z' });
    expect(accesses?.map(({ endTime }) => endTime)).toEqual(['2026-11-24T00:00:00.000Z', null]);
    expect(accesses?.[0]).toEqual(first.accesses?.[0]);
    expect(test.emulator.journal.read({ method: 'POST', path: '/v2/users' }).at(-1)?.violations).toEqual([]);
  });

  it('sends nothing with shouldNotify false', async () => {
    await test.granted({ doorUuids: communal(1), shouldNotify: false });
    expect(test.emulator.world.outbox).toEqual([]);
  });

  it('after a revoke gets a new code', async () => {
    const first = await test.granted({ doorUuids: privates(1) });
    await test.api('DELETE', `/v1/users/${first.userUuid}/doors/${privates(1)[0]}`);
    const second = await test.granted({ doorUuids: privates(1) });
    expect(second.accesses?.[0]?.doorcode?.code).not.toBe(first.accesses?.[0]?.doorcode?.code);
  });
});

describe('doorcodes that OpenKit does not show', () => {
  it('a resident’s is never shown', async () => {
    const { accesses } = await test.granted({ doorUuids: communal(1), role: 'RESIDENT' });
    expect(accesses?.[0]?.doorcode).toEqual({ code: null, description: 'USER_HAS_RESIDENT_ACCESS' });
  });

  it('a resident’s does not become that of another access', async () => {
    const [lobby, gym, roof] = communal(3);
    const resident = await test.granted({ doorUuids: [lobby], role: 'RESIDENT' });
    const codeOf = (doorUuid: string | undefined) =>
      test.emulator.world.user(resident.userUuid)?.accesses.findLast(({ door }) => door.uuid === doorUuid)?.code;
    const hidden = codeOf(lobby);
    await test.granted({ doorUuids: [gym], role: 'NON_RESIDENT' });
    await test.granted({ doorUuids: [lobby], role: 'NON_RESIDENT' });
    expect(hidden).toBeDefined();
    expect([codeOf(gym), codeOf(lobby)]).not.toContain(hidden);
    await test.granted({ doorUuids: [roof], role: 'RESIDENT' });
    expect(codeOf(roof)).not.toBe(codeOf(gym));
  });

  it.each([
    ['a private door', () => privates(1)],
    ['the first communal one', () => communal(1)],
  ])('a resident’s on %s is another than before and afterwards', async (_door, doors) => {
    const codes = [];
    for (const role of ['NON_RESIDENT', 'RESIDENT', 'NON_RESIDENT']) {
      const { userUuid, accesses } = await test.granted({ doorUuids: doors(), role });
      expect(accesses).toHaveLength(1);
      codes.push(test.emulator.world.user(userUuid)?.accesses.find(({ revokedMs }) => revokedMs === null)?.code);
    }
    expect(new Set(codes).size).toBe(3);
    const entry = test.emulator.journal.read({ method: 'POST' }).at(-1);
    expect(entry?.applied.map(({ what }) => what)).toEqual(['access.overwritten']);
  });

  it.each([
    ['COMMUNAL_DOORCODE_CONFLICT', () => communal(2), 'NON_RESIDENT'],
    ['COMMUNAL_DOORCODE_CONFLICT', () => [communal(1)[0], communal(1)[0]], 'NON_RESIDENT'],
    ['USER_HAS_GUEST_ACCESS_CONFLICT', () => [uncommon()[0], uncommon()[0]], 'NON_RESIDENT'],
    ['USER_HAS_RESIDENT_ACCESS', () => [uncommon()[0], uncommon()[0]], 'RESIDENT'],
    ['USER_HAS_GUEST_ACCESS_CONFLICT', () => [privates(1)[0], privates(1)[0]], 'NON_RESIDENT'],
    ['USER_HAS_RESIDENT_ACCESS', () => [privates(1)[0], privates(1)[0]], 'RESIDENT'],
  ])('%s when a manager granted in Mission Control', async (description, doors, role) => {
    const [managed, granted] = doors();
    const { userUuid } = await test.granted({ ...daily, doorUuids: communal(1) });
    await test.control('POST', '/world/events', { type: 'manager_granted', userUuid, doorUuid: managed, role });
    const { accesses } = await test.granted({ doorUuids: [granted] });
    expect(accesses?.at(-1)?.doorcode).toEqual({ code: null, description });
  });

  it('a manager’s access or a resident’s is in the way no more once it has run out', async () => {
    const [managed, lived] = privates(2);
    const endTime = '2026-11-24T00:00:00Z';
    const { userUuid } = await test.granted({ doorUuids: [lived], role: 'RESIDENT', endTime });
    await test.control('POST', '/world/events', { type: 'manager_granted', userUuid, doorUuid: managed });
    await test.control('POST', '/world/events', { type: 'access_moved', userUuid, doorUuid: managed, endTime });
    const before = await test.granted({ doorUuids: [managed] });
    expect(before.accesses?.at(-1)?.doorcode?.description).toBe('USER_HAS_GUEST_ACCESS_CONFLICT');
    await test.control('POST', '/clock', { set: endTime });
    const { accesses = [] } = await test.granted({ doorUuids: [lived] });
    const held = accesses.filter(({ role }) => role === 'NON_RESIDENT');
    expect(held.map(({ doorcode }) => doorcode?.description)).toEqual(['VALID', 'VALID']);
    for (const { doorUuid, doorcode } of held) {
      const { json } = await test.control('POST', `/doors/${doorUuid}/try`, { code: doorcode?.code });
      expect(json).toMatchObject({ opens: true });
    }
  });

  it('one manager’s door conflicts with no other in a building without common doorcodes', async () => {
    const [managed, granted] = uncommon();
    const { userUuid } = await test.granted({ ...daily, doorUuids: communal(1) });
    await test.control('POST', '/world/events', { type: 'manager_granted', userUuid, doorUuid: managed });
    const { accesses } = await test.granted({ doorUuids: [granted] });
    expect(accesses?.at(-1)?.doorcode?.description).toBe('VALID');
  });
});

describe('a daily grant', () => {
  it('lasts the door’s day and has a unique code per door, sent with the notification', async () => {
    const { accesses = [] } = await test.granted({
      ...daily,
      doorUuids: communal(2),
      startTime: '2026-11-23T20:15:00Z',
    });
    expect(accesses[0]).toMatchObject({ startTime: '2026-11-23T05:00:00.000Z', endTime: '2026-11-24T05:00:00.000Z' });
    expect(accesses[0]?.doorcode?.code).not.toBe(accesses[1]?.doorcode?.code);
    const codes = Object.fromEntries(accesses.map(({ doorUuid, doorcode }) => [doorUuid, doorcode?.code]));
    expect(test.emulator.world.outbox).toMatchObject([{ kind: 'doorcode', channel: 'email', codes }]);
  });

  it('goes by SMS to a phone nobody with an email has, else by email', async () => {
    await test.granted({ ...daily, email: undefined, phone: '+1-212-555-0100', doorUuids: communal(1) });
    expect(test.emulator.world.outbox.at(-1)).toMatchObject({ channel: 'sms', to: '+1-212-555-0100' });
    await test.granted({ phone: '+1 (212) 555-0199', doorUuids: communal(1) });
    const known = await test.granted({ ...daily, email: undefined, phone: '+12125550199', doorUuids: communal(1) });
    expect(known.email).toBe('nora@example.com');
    expect(test.emulator.world.outbox.at(-1)).toMatchObject({
      kind: 'doorcode',
      channel: 'email',
      to: 'nora@example.com',
    });
  });

  it('goes by email to whoever with an email got the phone after somebody without', async () => {
    const phone = '+1-212-555-0100';
    const bare = await test.granted({ ...daily, email: undefined, phone, doorUuids: communal(1) });
    const known = await test.granted({ phone, doorUuids: privates(1) });
    expect(known.userUuid).not.toBe(bare.userUuid);
    const again = await test.granted({ ...daily, email: undefined, phone, doorUuids: communal(1) });
    expect(again.userUuid).toBe(known.userUuid);
    expect(test.emulator.world.outbox.at(-1)).toMatchObject({ channel: 'email', to: 'nora@example.com' });
  });

  it('goes by email to whoever has the phone even where a phone finds nobody', async () => {
    const own = await startTestApi({ people: 5, readings: { matching: 'email-only' } });
    const doorUuids = [doorWith(own)];
    const known = await own.granted({ phone: '+1-212-555-0100', doorUuids });
    const other = await own.granted({ ...daily, email: undefined, phone: '+1-212-555-0100', doorUuids });
    expect(other.userUuid).not.toBe(known.userUuid);
    expect(own.emulator.world.outbox.at(-1)).toMatchObject({ channel: 'email', to: 'nora@example.com' });
    await own.close();
  });

  it('a second one for the same day gets another code and is flagged', async () => {
    const first = await test.granted({ ...daily, doorUuids: communal(1) });
    const second = await test.granted({ ...daily, doorUuids: communal(1) });
    expect(second.accesses).toHaveLength(2);
    expect(second.accesses?.[1]?.doorcode?.code).not.toBe(first.accesses?.[0]?.doorcode?.code);
    expect(test.emulator.journal.read({ method: 'POST' }).at(-1)?.violations).toEqual(['duplicate_daily_grant']);
  });

  it('after a single-use code is used up is no second one', async () => {
    const once = { passcodeType: 'DAILY_SINGLE_USE', doorUuids: communal(1) };
    const { accesses } = await test.granted(once);
    await test.control('POST', `/doors/${communal(1)[0]}/try`, { code: accesses?.[0]?.doorcode?.code });
    await test.control('POST', '/clock', { advance: 'PT15M' });
    await test.granted(once);
    await test.granted(once);
    const violations = test.emulator.journal
      .read({ method: 'POST', path: '/v2/users' })
      .map((entry) => entry.violations);
    expect(violations).toEqual([[], [], ['duplicate_daily_grant']]);
  });

  it('ignores endTime', async () => {
    const { accesses } = await test.granted({ ...daily, doorUuids: communal(1), endTime: '2030-01-01T00:00:00Z' });
    expect(accesses?.[0]?.endTime).toBe('2026-11-24T05:00:00.000Z');
  });

  it('a resident’s needs the notification, which carries the code the API hides', async () => {
    const { accesses } = await test.granted({ ...daily, doorUuids: communal(1), role: 'RESIDENT' });
    expect(accesses?.[0]?.doorcode?.code).toBeNull();
    expect(test.emulator.world.outbox.at(-1)?.code).toMatch(/^\d{7}$/);
  });
});

describe('refusals', () => {
  const cases: [string, Record<string, unknown>][] = [
    ['EMAIL_REQUIRED_FOR_PERMANENT', { email: undefined, phone: '+1-212-555-0100' }],
    ['EMAIL_CAN_NOT_BE_EMPTY', { email: '' }],
    ['EMAIL_AND_PHONE_PROVIDED', { ...daily, phone: '+1-212-555-0100' }],
    ['EMAIL_OR_PHONE_REQUIRED', { ...daily, email: undefined }],
    ['INVALID_PHONE', { ...daily, email: undefined, phone: '555' }],
    ['INVALID_PHONE', { phone: 'call me' }],
    ['INVALID_EMAIL', { email: 'nora at example' }],
    ['INVALID_START_TIME', { startTime: 'tomorrow' }],
    ['INVALID_START_TIME', { ...daily, startTime: '2026-11-25T12:00:00Z' }],
    ['INVALID_START_TIME', { ...daily, startTime: '2026-11-22T12:00:00Z' }],
    ['INVALID_END_TIME', { endTime: 'never' }],
    ['INVALID_END_TIME', { endTime: '2026-11-23T14:00:00Z', startTime: '2026-11-01T00:00:00Z' }],
    ['INVALID_END_TIME', { startTime: '2026-12-24T00:00:00Z', endTime: '2026-12-24T00:00:00Z' }],
    ['SHAREABLE_NOT_SUPPORTED', { ...daily, shareable: true }],
    ['NOTIFICATION_REQUIRED', { ...daily, role: 'RESIDENT', shouldNotify: false }],
    ['NOTIFICATION_REQUIRED', { passcodeType: 'DAILY_SINGLE_USE', role: 'RESIDENT', shouldNotify: false }],
    ['DOOR_UUIDS_REQUIRED', { doorUuids: [] }],
    ['DOOR_UUIDS_REQUIRED', { doorUuids: undefined }],
    ['DOOR_NOT_FOUND', { doorUuids: [crypto.randomUUID()] }],
    ['INVALID_REQUEST', { doorUuids: ['not-a-uuid'] }],
    ['INVALID_REQUEST', { firstName: '' }],
    ['INVALID_REQUEST', { shareable: 'no' }],
    ['INVALID_REQUEST', { passcodeType: 'WEEKLY' }],
    ['INVALID_REQUEST', { role: 'GUEST' }],
  ];

  it.each(cases)('%s for %j changes nothing and notifies nobody', async (message, fields) => {
    const users = test.emulator.world.users.length;
    const reply = await test.grant({ doorUuids: communal(1), ...fields });
    expect(reply.status, reply.text).toBe(400);
    expect(refusal.parse(reply.json).message).toBe(message);
    expect([test.emulator.world.users.length, test.emulator.world.outbox.length]).toEqual([users, 0]);
  });

  it('a door without a lock and an elevator take no access, and then no other door of the grant either', async () => {
    const inactive = await test.grant({ doorUuids: [...communal(1), doorWith(test, { activated: false })] });
    expect(inactive.json).toEqual({ message: 'DOOR_NOT_ACTIVATED' });
    const elevator = await test.grant({ doorUuids: [...communal(1), doorWith(test, { type: 'ELEVATOR' })] });
    expect(elevator.json).toEqual({ message: 'ELEVATOR_NOT_SUPPORTED' });
    expect(test.emulator.world.userByEmail('nora@example.com')).toBeUndefined();
  });

  it('non-resident daily codes may go unnotified', async () => {
    expect((await test.grant({ ...daily, doorUuids: communal(1), shouldNotify: false })).status).toBe(200);
  });

  it('journals a field the contract does not know', async () => {
    await test.grant({ doorUuids: communal(1), nickname: 'No' });
    expect(test.emulator.journal.read({ method: 'POST' }).at(-1)?.violations).toEqual(['unknown_field:nickname']);
  });
});
