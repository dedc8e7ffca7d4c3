import { audience } from '../api/oauth.ts';
import type { StartOptions } from '../start-emulator.ts';
import { doorsWith, doorWith, grantBody, type Reply, send, type TestApi, tokenRequest } from './api-client.ts';

/** What every answer is checked under; `mixed` by several seeds, which pick other readings. */
export const contractProfiles: (Required<Pick<StartOptions, 'profile' | 'seed'>> & Pick<StartOptions, 'readings'>)[] = [
  { profile: 'openkit', seed: 1 },
  { profile: 'opendoor', seed: 1 },
  { profile: 'opendoor', seed: 1, readings: { keyForm: 'REGULAR-SINGLE' } },
  ...[1, 2, 3, 4, 5, 6].map((seed) => ({ profile: 'mixed' as const, seed })),
];

/** `operation` as /openapi.json names it: `post /v2/users`. */
export type ContractReply = { operation: string; reply: Reply };

type Input = { params?: Record<string, string | undefined>; query?: string; body?: unknown; token?: string };

const userClient = { client_id: 'sandbox-user-client', client_secret: 'sandbox-user-secret' };

/** Calls every operation of a new emulator, in ways it accepts and in ways it refuses. */
export async function callEverything(test: TestApi): Promise<ContractReply[]> {
  const replies: ContractReply[] = [];
  const { world } = test.emulator;
  const call = async (operation: string, { params = {}, query = '', body, token = test.token }: Input = {}) => {
    const [method = '', template = ''] = operation.split(' ');
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
    const base = /oauth|passwordless/.test(path) ? test.url : `${test.url}/access/sdk`;
    const reply = await send(`${base}${path}${query}`, method.toUpperCase(), body, {
      authorization: `Bearer ${token}`,
    });
    replies.push({ operation, reply });
    return reply;
  };
  const grant = (fields: Record<string, unknown>, version = 'v2') =>
    call(`post /${version}/users`, { body: grantBody(fields) });

  const [one, two, three] = doorsWith(test, { accessibilityType: 'COMMUNAL', isConnected: true }).map(
    ({ uuid }) => uuid,
  );
  const home = doorWith(test, { accessibilityType: 'PRIVATE', isConnected: true });
  const [buildingUuid] = world.buildings.keys();
  const [keyUuid] = world.keys.keys();
  const stranger = crypto.randomUUID();

  for (const version of ['v1', 'v2']) {
    await grant({ email: `${version}@example.com`, doorUuids: [one, home] }, version);
    await grant({ doorUuids: [] }, version);
  }
  await grant({ doorUuids: [one, two, home], role: 'RESIDENT', shareable: true });
  await grant({ doorUuids: [two], endTime: '2027-01-01T00:00:00Z' });
  await grant({ passcodeType: 'DAILY', email: undefined, phone: '+12125550100', doorUuids: [one, home] });
  await grant({ passcodeType: 'DAILY_SINGLE_USE', doorUuids: [one] });
  await grant({ passcodeType: 'DAILY', role: 'RESIDENT', shouldNotify: false, doorUuids: [one] });
  await grant({ role: 'TOURER', doorUuids: [one] });
  await grant({ doorUuids: [doorWith(test, { type: 'ELEVATOR' })] });
  const userUuid = world.userByEmail('v2@example.com')?.uuid;
  const hostUuid = world.userByEmail('nora@example.com')?.uuid;
  await test.control('POST', '/world/events', { type: 'manager_granted', userUuid, doorUuid: two });
  const guest = { email: 'guest@example.org', firstName: 'Gus', lastName: 'Guest' };
  await test.control('POST', '/world/events', { type: 'guest_invited', hostUuid, doorUuid: home, ...guest });
  await grant({ email: 'v2@example.com', doorUuids: [three] });

  await call('get /v1/keys');
  await call('get /v1/keys', { query: '?includeDoors=true' });
  await call('get /v1/keys', { query: '?pageSize=none' });
  await grant({ email: 'key@example.com', doorUuids: undefined, keyUuids: [keyUuid] });
  for (const uuid of [keyUuid, one, stranger])
    await call('get /v1/keys/{keyUuid}/accesses', { params: { keyUuid: uuid } });

  await call('get /v1/buildings');
  await call('get /v1/buildings', { token: 'expired' });
  for (const uuid of [buildingUuid, stranger]) {
    await call('get /v1/buildings/{buildingUuid}/residents', { params: { buildingUuid: uuid }, query: '?pageSize=5' });
  }
  for (const operation of ['get /v1/doors', 'get /v1/users']) {
    await call(operation);
    await call(operation, { query: '?pageSize=2&pageToken=1' });
    await call(operation, { query: '?pageToken=none' });
  }
  const people = [userUuid, hostUuid, world.userByEmail(guest.email)?.uuid, stranger, 'me'];
  for (const uuid of people) await call('get /v1/users/{userUuid}', { params: { userUuid: uuid } });

  const onDoor = { params: { userUuid, doorUuid: one } };
  const change = 'patch /v1/users/{userUuid}/doors/{doorUuid}';
  await call(change, { ...onDoor, body: { endTime: '2027-01-01T00:00:00Z', shareable: false } });
  await call(change, { ...onDoor, body: { endTime: '2020-01-01T00:00:00Z', shareable: false } });
  await call(change, { params: { userUuid, doorUuid: stranger }, body: { endTime: null, shareable: false } });
  await call(change, { ...onDoor, body: { shareable: 'no' } });
  await call('delete /v1/users/{userUuid}/doors/{doorUuid}', onDoor);
  await call('delete /v1/users/{userUuid}/doors/{doorUuid}', onDoor);
  const daily = { userUuid: world.userByPhone('+12125550100')?.uuid, doorUuid: home };
  await call('delete /v1/users/{userUuid}/doors/{doorUuid}', { params: daily });

  const start = { ...userClient, email: 'nora@example.com', connection: 'email', send: 'code' };
  await call('post /passwordless/start', { body: start });
  await call('post /passwordless/start', { body: { ...start, email: 'nobody@example.com' } });
  const byCode = {
    ...userClient,
    audience,
    grant_type: 'http://auth0.com/oauth/grant-type/passwordless/otp',
    username: 'nora@example.com',
    otp: world.outbox.at(-1)?.code,
  };
  for (const operation of ['post /v1/oauth/token', 'post /oauth/token']) {
    await call(operation, { body: tokenRequest });
    await call(operation, { body: { ...tokenRequest, client_secret: 'wrong' } });
    await call(operation, { body: { ...tokenRequest, audience: 'elsewhere' } });
    await call(operation, { body: {} });
    await call(operation, { body: byCode });
  }
  return replies;
}
