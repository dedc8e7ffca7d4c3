import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationView } from '#lib/schemas/operation';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../../e2e/fixtures/back-office.ts';
import { type Homes, type MirrorDoor, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { getUnit } from '../units/get-unit.ts';
import { moveIn } from './move-in.ts';
import { transfer } from './transfer.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;
let lobby: MirrorDoor;
let amenities: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
  const [first] = homes.communal;
  if (!first) throw new Error('The building has no communal door.');
  lobby = first;
  const doors = [{ doorId: lobby.id, isShareable: true, endsOn: null }];
  const bundle = { bundleId: null, buildingId: homes.buildingId, name: 'Amenities', kind: 'amenities', doors } as const;
  amenities = (await saveBundle(nextRequest(owner), bundle)).bundleId;
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const done = async ({ operationId }: { operationId: string | null }): Promise<OperationView> =>
  settled(owner, operationId ?? '');
const states = ({ doors }: OperationView) => doors.map(({ action, state }) => `${action} ${state}`);
const opens = async (doorId: string, personId: string) =>
  (await office.control.tryDoor(doorId, { userUuid: personId })).opens;

/** Somebody with a home and the lobby, and the home they are to move to. */
async function moving(name: string) {
  const { unitId, door } = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(unitId, somebody(name), { bundleIds: [amenities] })));
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  const next = await homes.newUnit();
  const wish = { tenancyId: tenant?.tenancyId ?? '', unitId: next.unitId, leaseEnd: '2031-07-31' };
  const move = () => transfer(nextRequest(owner), { ...wish, intentId: randomUUID() });
  return { personId: tenant?.personId ?? '', door, next, move };
}

const give = (personId: string, doorId: string, end: string | null) =>
  grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'known', personId },
    doorIds: [doorId],
    terms: {
      ...{ passcodeType: 'PERMANENT', start: '2026-11-01T15:00:00.000Z', end },
      ...{ shareable: true, role: 'resident', notify: false },
    },
  });

const refuse = (method: string, path: string) =>
  office.control.addFault({
    match: { method, path },
    effect: { type: 'respond', status: 400, json: { message: 'INVALID_END_TIME' } },
    times: 1,
  });

test('a home that OpenKit cannot give is refused by name, and the old one stays', async () => {
  const { personId, door, next, move } = await moving('Sven');
  const change = (what: SQL) => db().execute(sql`update door set ${what} where id = ${next.door.id}`);
  for (const shut of [sql`is_activated = false`, sql`is_activated = true, gone_at = clock_timestamp()`]) {
    await change(shut);
    await expect(move()).rejects.toMatchObject({
      ...{ code: 'invalid', field: 'unitId', params: { reason: 'home_not_givable', door: next.door.name } },
    });
  }
  expect(await opens(door.id, personId)).toBe(true);
  await change(sql`gone_at = null`);
  expect(states(await done(await move()))).toEqual(['grant applied', 'revoke applied']);
});

test('the old home does not wait for an amenity where the new one is held already', async () => {
  const { personId, door, next, move } = await moving('Tove');
  await done(await give(personId, next.door.id, null));
  await office.control.revokeElsewhere(personId, lobby.id);
  expect(await sweepNow()).toBe('complete');
  await refuse('POST', '/v2/users');
  expect(states(await done(await move()))).toEqual(['grant rejected', 'revoke applied']);
  expect(await opens(next.door.id, personId)).toBe(true);
  expect(await opens(door.id, personId)).toBe(false);
});

test('the old home waits for the change that keeps the new one open, where that ends before the lease', async () => {
  const { personId, door, next, move } = await moving('Ulf');
  await done(await give(personId, next.door.id, '2030-01-31T15:00:00.000Z'));
  await refuse('PATCH', `*/doors/${next.door.id}`);
  expect(states(await done(await move()))).toEqual(['change rejected', 'revoke cancelled']);
  expect(await opens(door.id, personId)).toBe(true);
});
