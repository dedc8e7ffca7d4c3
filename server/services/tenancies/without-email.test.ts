import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MoveInInput } from '#lib/schemas/tenancy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { emailOf, type Homes, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { cancelOperation } from '../operations/cancel-operation.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { moveIn } from './move-in.ts';
import { moveOut } from './move-out.ts';
import { previewTransfer } from './preview-transfer.ts';
import { transfer } from './transfer.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const ask = (unitId: string, person: MoveInInput['person'], more: Partial<MoveInInput> = {}) =>
  moveIn(nextRequest(owner), moveInWish(unitId, person, more));

test('somebody without an email moves in once, however often the button is pressed, and a namesake is asked about', async () => {
  const { unitId } = await homes.newUnit();
  const noEmail = { kind: 'new', firstName: 'Old', lastName: 'Timer', email: '' } as const;
  const intentId = randomUUID();
  const more = { intentId, needsKeycard: true };
  const answers = await Promise.all([1, 2, 3].map(() => ask(unitId, noEmail, more)));
  expect([...answers, await ask(unitId, noEmail, more)]).toEqual(Array(4).fill({ operationId: null }));
  const namesOf = async () => (await getUnit(owner, unitId)).tenants.map(({ name }) => name);
  expect(await namesOf()).toEqual(['Old Timer']);
  const { rows } = await db().execute(sql`select kind from task where unit_id = ${unitId} order by kind`);
  expect(rows).toEqual([{ kind: 'keycard' }, { kind: 'no_email' }]);

  const again = (firstName: string, lease: Partial<MoveInInput> = {}) => ask(unitId, { ...noEmail, firstName }, lease);
  const refused = { code: 'invalid', field: 'person.lastName', params: { reason: 'namesake_already' } };
  await expect(again('old')).rejects.toMatchObject(refused);
  await again('Older');
  // Whoever comes after them is somebody else.
  await again('Old', { leaseStart: '2031-08-01', leaseEnd: null });
  expect((await namesOf()).toSorted()).toEqual(['Old Timer', 'Old Timer', 'Older Timer']);
});

test('somebody without an email moves from one home to another: the lease and the tasks, and nothing is sent', async () => {
  const [from, to] = [await homes.newUnit(), await homes.newUnit()];
  const person = { kind: 'new', firstName: 'Una', lastName: 'Plume', email: '' } as const;
  await ask(from.unitId, person, { needsKeycard: true });
  const [tenant] = (await getUnit(owner, from.unitId)).tenants;
  const before = (await office.control.journal()).length;
  const wish = { tenancyId: tenant?.tenancyId ?? '', unitId: to.unitId, leaseEnd: '2032-07-31' };
  expect(await transfer(nextRequest(owner), { ...wish, intentId: randomUUID() })).toEqual({ operationId: null });
  expect((await getUnit(owner, from.unitId)).tenants).toEqual([]);
  const [moved] = (await getUnit(owner, to.unitId)).tenants;
  expect(moved).toMatchObject({ name: 'Una Plume', leaseEnd: '2032-07-31', wantedDoors: 0 });
  const { rows } = await db().execute(sql`
    select unit_id as "unitId", kind from task where person_name = 'Una Plume' and done_at is null order by kind`);
  expect(rows).toEqual([
    { unitId: from.unitId, kind: 'access_back' },
    { unitId: from.unitId, kind: 'keycard_back' },
    { unitId: to.unitId, kind: 'no_email' },
  ]);
  expect((await office.control.journal()).slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
});

const done = async ({ operationId }: { operationId: string | null }) => settled(owner, operationId ?? '');
const tenantOf = async (unitId: string) => (await getUnit(owner, unitId)).tenants[0];

/** Somebody with an email to whom OpenKit gave nothing, so that it has not named them. */
async function refused(name: string) {
  const { unitId } = await homes.newUnit();
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'USER_NOT_ALLOWED' } },
    times: 1,
  });
  const operation = await done(await ask(unitId, somebody(name)));
  expect(operation.doors.map(({ state }) => state)).toEqual(['rejected']);
  return { unitId, tenancyId: (await tenantOf(unitId))?.tenancyId ?? '', moveInId: operation.id };
}

const move = (tenancyId: string, unitId: string) =>
  transfer(nextRequest(owner), { tenancyId, unitId, leaseEnd: '2032-07-31', intentId: randomUUID() });

/** Where a transfer would reach them. */
const emailIn = async (tenancyId: string, unitId: string) =>
  (await previewTransfer(nextRequest(owner), { tenancyId, unitId, leaseEnd: '2032-07-31' })).email;

test('a newcomer whom OpenKit has not named moves on, and gets the doors of the new home at their address', async () => {
  const [from, to] = [await refused('Vito'), await homes.newUnit()];
  expect(await tenantOf(from.unitId)).toMatchObject({ personId: null });
  expect(await emailIn(from.tenancyId, to.unitId)).toBe(emailOf('Vito'));
  const operation = await done(await move(from.tenancyId, to.unitId));
  expect(operation.doors.map(({ action, doorId, state }) => [action, doorId, state])).toEqual([
    ['grant', to.door.id, 'applied'],
  ]);
  expect(await tenantOf(from.unitId)).toBeUndefined();
  expect(await tenantOf(to.unitId)).toMatchObject({ name: 'Vito Rivera', wantedDoors: 1, heldDoors: 1 });

  const { unitId: doorless } = await saveUnit(nextRequest(owner), {
    ...{ unitId: null, buildingId: homes.buildingId, name: 'Without a door', doorIds: [] },
  });
  expect(await ask(doorless, somebody('Wanda'))).toEqual({ operationId: null });
  const next = await homes.newUnit();
  await done(await move((await tenantOf(doorless))?.tenancyId ?? '', next.unitId));
  const tenant = await tenantOf(next.unitId);
  expect(tenant).toMatchObject({ name: 'Wanda Rivera', wantedDoors: 1, heldDoors: 1 });
});

test('a move of theirs that somebody stops leaves them where they were', async () => {
  const [from, to] = [await refused('Xenia'), await homes.newUnit()];
  await office.stopWorker();
  const { operationId } = await move(from.tenancyId, to.unitId);
  await cancelOperation(nextRequest(owner), { operationId: operationId ?? '' });
  await office.startWorker();
  expect(await tenantOf(to.unitId)).toBeUndefined();
  expect(await tenantOf(from.unitId)).toMatchObject({ name: 'Xenia Rivera', wantedDoors: 1 });
});

test('whoever may hold what was given to their address does not move on, and leaves with a task to take it back', async () => {
  const [{ unitId, tenancyId, moveInId }, to] = [await refused('Yannis'), await homes.newUnit()];
  const nowIs = (state: string) =>
    db().execute(sql`update operation_item_door set state = ${state} where operation_id = ${moveInId}`);
  await nowIs('needs_person');
  await expect(move(tenancyId, to.unitId)).rejects.toMatchObject({
    ...{ code: 'stale', params: { reason: 'person_not_named' } },
  });
  await moveOut(nextRequest(owner), { intentId: randomUUID(), tenancyIds: [tenancyId], doors: [], note: '' });
  await nowIs('rejected');
  const { rows } = await db().execute(sql`select kind from task where unit_id = ${unitId} and done_at is null`);
  expect(rows).toEqual([{ kind: 'access_back' }]);
});

test('the lease of a known person without an email moves alone, with the tasks', async () => {
  const { rows } = await db().execute<{ id: string }>(sql`
    select p.id from person p where p.email is null and p.gone_at is null and not exists (
      select 1 from access a where a.person_id = p.id and a.passcode_type = 'PERMANENT') limit 1`);
  const [from, to] = [await homes.newUnit(), await homes.newUnit()];
  await ask(from.unitId, { kind: 'known', personId: rows[0]?.id ?? '' });
  const tenant = await tenantOf(from.unitId);
  expect(tenant).toMatchObject({ personId: rows[0]?.id });
  expect(await emailIn(tenant?.tenancyId ?? '', to.unitId)).toBeNull();
  expect(await move(tenant?.tenancyId ?? '', to.unitId)).toEqual({ operationId: null });
  expect(await tenantOf(to.unitId)).toMatchObject({ personId: rows[0]?.id, wantedDoors: 0 });
});
