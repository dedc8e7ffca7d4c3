import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
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
} from '../../../e2e/fixtures/back-office.ts';
import { emailOf, type MirrorDoor, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { giveAgain } from '../accesses/give-again.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { lostPhone } from '../accesses/lost-phone.ts';
import { alignBundle } from '../bundles/align-bundle.ts';
import { archiveBundle } from '../bundles/archive-bundle.ts';
import { bundleDrift } from '../bundles/bundle-drift.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { decideSuccessor } from '../drift/decide-successor.ts';
import { changeEmail } from '../people/change-email.ts';
import { adoptUnits, suggestedUnits } from '../units/adopt-units.ts';
import { getUnit } from '../units/get-unit.ts';
import { unitDrift } from '../units/unit-drift.ts';
import { moveIn } from './move-in.ts';
import { moveOut } from './move-out.ts';
import { previewMoveOut } from './preview-move-out.ts';
import { previewTransfer } from './preview-transfer.ts';
import { transfer } from './transfer.ts';

let office: BackOffice;
let owner: Session;
let homes: Awaited<ReturnType<typeof openHomes>>;
let lobby: MirrorDoor;
let gym: MirrorDoor;

beforeAll(async () => {
  office = await startBackOffice({ people: 5 });
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
  const [first, second] = homes.communal;
  if (!first || !second) throw new Error('The building has no two communal doors.');
  [lobby, gym] = [first, second];
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const done = async ({ operationId }: { operationId: string | null }) => settled(owner, operationId ?? '');
const sent = ({ doors }: OperationView) => doors.map(({ action, doorName }) => `${action} ${doorName}`).toSorted();
const opens = async (door: MirrorDoor, personId: string) =>
  (await office.control.tryDoor(door.id, { userUuid: personId })).opens;
const endOf = async (name: string, door: MirrorDoor) =>
  (await office.control.user(emailOf(name)))?.accesses.find(({ doorUuid, revoked }) => doorUuid === door.id && !revoked)
    ?.endTime;

const move = (tenancyId: string, unitId: string) => ({ tenancyId, unitId, leaseEnd: '2031-07-31' });
const moveTo = async (wish: ReturnType<typeof move>) =>
  done(await transfer(nextRequest(owner), { ...wish, intentId: randomUUID() }));

/** Somebody who is found living behind a private door that no unit had, holding this of the building as well. */
async function found(name: string, others: MirrorDoor[]) {
  const home = homes.freeDoor();
  await done(
    await grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient: { kind: 'new', firstName: name, lastName: 'Rivera', email: emailOf(name), phone: '' },
      doorIds: [home, ...others].map(({ id }) => id),
      terms: {
        ...{ passcodeType: 'PERMANENT', start: '2026-01-01T15:00:00.000Z', end: '2030-01-31T22:00:00.000Z' },
        ...{ shareable: true, role: 'resident', notify: false },
      },
    }),
  );
  // As a building is that somebody else set up: nobody noted here why they hold their doors.
  await db().execute(sql`delete from access_reason where door_id = ${home.id} or person_key = ${emailOf(name)}
    or person_id = (select id from person where email = ${emailOf(name)})`);
  return adopted(home);
}

async function adopted(home: MirrorDoor) {
  const { buildingId } = homes;
  const suggested = await suggestedUnits(owner, { building: buildingId });
  const names = suggested.filter(({ doors }) => doors.some(({ id }) => id === home.id)).map((unit) => unit.name);
  await adoptUnits(nextRequest(owner), { buildingId, names });
  const { rows } = await db().execute<{ tenancyId: string; personId: string; unitId: string }>(sql`
    select t.id as "tenancyId", t.person_id as "personId", t.unit_id as "unitId" from tenancy t join unit_door ud
      on ud.unit_id = t.unit_id where ud.door_id = ${home.id} and t.ended_at is null`);
  const [lease] = rows;
  if (!lease) throw new Error('Nobody was found living there.');
  return { ...lease, home };
}

/** A move-out of what the lease alone keeps. */
async function leave(tenancyId: string): Promise<void> {
  const { people } = await previewMoveOut(owner, [tenancyId]);
  const doors = people.flatMap(({ personId, doors: held }) => {
    const doorIds = held.flatMap(({ because, doorId }) => (because === 'lease' ? [doorId] : []));
    return personId ? [{ personId, doorIds }] : [];
  });
  await done(await moveOut(nextRequest(owner), { intentId: randomUUID(), tenancyIds: [tenancyId], doors, note: '' }));
}

const nobody: [] = [];

test('a household that was found keeps the lobby in another unit, without any bundle, and loses it when it leaves', async () => {
  const { tenancyId, personId, home } = await found('Fern', [lobby, gym]);
  const next = await homes.newUnit();
  const wish = move(tenancyId, next.unitId);
  const said = await previewTransfer(nextRequest(owner), wish);
  expect(said.doors.map(({ doorName, becomes }) => `${becomes} ${doorName}`).toSorted()).toEqual(
    [`changed ${lobby.name}`, `changed ${gym.name}`, `given ${next.door.name}`, `revoked ${home.name}`].toSorted(),
  );
  expect(sent(await moveTo(wish))).toEqual(
    [`change ${lobby.name}`, `change ${gym.name}`, `grant ${next.door.name}`, `revoke ${home.name}`].toSorted(),
  );
  expect([await opens(lobby, personId), await opens(home, personId)]).toEqual([true, false]);
  expect(await endOf('Fern', lobby)).toBe(await endOf('Fern', next.door));
  expect((await unitDrift(owner, next.unitId)).people).toEqual(nobody);

  // A bundle that names the doors later takes them over, and gives them back to the household when it is no more.
  const doors = [{ doorId: gym.id, isShareable: true, endsOn: null }];
  const about = { bundleId: null, buildingId: homes.buildingId, name: 'Later', kind: 'amenities', doors } as const;
  const { bundleId } = await saveBundle(nextRequest(owner), about);
  expect((await bundleDrift(owner, bundleId)).people).toEqual(nobody);
  await archiveBundle(nextRequest(owner), { bundleId });
  expect((await unitDrift(owner, next.unitId)).people).toEqual(nobody);

  const [tenant] = (await getUnit(owner, next.unitId)).tenants;
  expect(tenant).toMatchObject({ wantedDoors: 3, heldDoors: 3 });
  await leave(tenant?.tenancyId ?? '');
  for (const door of [lobby, gym, next.door]) expect(await opens(door, personId)).toBe(false);
});

test('private doors of the old home do not go on, nor those of other units, nor any to another building', async () => {
  const { tenancyId, personId, home } = await found('Gale', [lobby]);
  const balcony = homes.freeDoor();
  const other = await homes.newUnit();
  for (const { id } of [balcony, other.door]) {
    await db().execute(sql`
      insert into access_reason (person_id, person_key, door_id, building_id, kind, tenancy_id, starts_at, shareable, role)
      values (${personId}, ${personId}, ${id}, ${homes.buildingId}, 'lease', ${tenancyId}, now(), true, 'resident')`);
  }
  const next = await homes.newUnit();
  const goesOn = async (unitId: string) =>
    (await previewTransfer(nextRequest(owner), move(tenancyId, unitId))).doors
      .filter(({ becomes }) => becomes !== 'revoked' && becomes !== 'over')
      .map(({ doorName }) => doorName);
  expect((await goesOn(next.unitId)).toSorted()).toEqual([lobby.name, next.door.name].toSorted());
  const elsewhere = await openHomes(owner, 'America/Los_Angeles');
  const there = await elsewhere.newUnit();
  expect(await goesOn(there.unitId)).toEqual([there.door.name]);
  expect(await opens(home, personId)).toBe(true);
});

test('a second home that is found later goes with its own lease, and the lobby stays by the first', async () => {
  const second = homes.freeDoor();
  const first = await found('Gwen', [second, lobby]);
  await leave((await adopted(second)).tenancyId);
  const { personId, home } = first;
  expect([await opens(second, personId), await opens(home, personId), await opens(lobby, personId)]).toEqual([
    ...[false, true, true],
  ]);
});

test('a lobby whose lock is being replaced is theirs at the door that takes its place, moved or brought in line meanwhile', async () => {
  const [, , old, replacement] = homes.communal;
  if (!old || !replacement) throw new Error('The building has too few communal doors.');
  const { tenancyId } = await found('Gia', [old]);
  const doors = [{ doorId: old.id, isShareable: true, endsOn: null }];
  const about = { bundleId: null, buildingId: homes.buildingId, name: 'Pool', kind: 'service', doors } as const;
  const { bundleId } = await saveBundle(nextRequest(owner), about);
  const bringing = [(await homes.newUnit()).unitId, (await homes.newUnit()).unitId] as const;
  for (const [index, name] of ['Cay', 'Cora'].entries())
    await done(
      await moveIn(nextRequest(owner), moveInWish(bringing[index] ?? '', somebody(name), { bundleIds: [bundleId] })),
    );
  await db().execute(sql`update door set gone_at = clock_timestamp() where id = ${old.id}`);
  await db().execute(sql`
    update access set gone_at = clock_timestamp() where door_id = ${old.id} and gone_at is null`);

  expect((await bundleDrift(owner, bundleId)).people).toEqual(nobody);
  expect(await alignBundle(nextRequest(owner), { intentId: randomUUID(), bundleId })).toEqual({ operationId: null });
  const [cora] = (await getUnit(owner, bringing[1])).tenants;
  for (const moving of [tenancyId, cora?.tenancyId ?? '']) await moveTo(move(moving, (await homes.newUnit()).unitId));
  const said = { oldDoorId: old.id, newDoorId: replacement.id, isSame: true };
  expect(await decideSuccessor(nextRequest(owner), said)).toMatchObject({ bundles: 1, people: 3 });
  const gaining = (await bundleDrift(owner, bundleId)).people.map(({ name, gains }) => [name, gains]);
  expect(gaining.toSorted()).toEqual([
    ['Cay Rivera', [replacement.name]],
    ['Cora Rivera', [replacement.name]],
  ]);
});

test('a lobby taken for a lost phone is said to wait, and given again on the terms of the new lease', async () => {
  const { tenancyId, personId, home } = await found('Lena', [lobby]);
  const lost = await done(await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId, note: '' }));
  const next = await homes.newUnit();
  const said = await previewTransfer(nextRequest(owner), move(tenancyId, next.unitId));
  expect(said.doors.map(({ doorName, becomes }) => `${becomes} ${doorName}`)).toEqual([
    ...[`given ${next.door.name}`, `waiting ${lobby.name}`],
  ]);
  await moveTo(move(tenancyId, next.unitId));
  expect([await opens(lobby, personId), await opens(next.door, personId)]).toEqual([false, true]);
  const again = await giveAgain(nextRequest(owner), { intentId: randomUUID(), operationId: lost.id });
  expect(again.leftOut).toMatchObject([{ doorName: home.name }]);
  expect(sent(await done(again))).toEqual([`grant ${lobby.name}`]);
  expect(await endOf('Lena', lobby)).toBe(await endOf('Lena', next.door));
});

test('a transfer in the building gives no amenities that the old lease did not bring', async () => {
  const mail = homes.communal[4];
  if (!mail) throw new Error('The building has too few communal doors.');
  const doors = [{ doorId: mail.id, isShareable: true, endsOn: null }];
  const about = { bundleId: null, buildingId: homes.buildingId, name: 'Mail', kind: 'amenities', doors } as const;
  const { bundleId } = await saveBundle(nextRequest(owner), about);
  const [plain, next] = [await homes.newUnit(), await homes.newUnit()];
  await done(await moveIn(nextRequest(owner), moveInWish(plain.unitId, somebody('Ian'))));
  const [ian] = (await getUnit(owner, plain.unitId)).tenants;
  const ike = await found('Ike', [lobby]);
  for (const tenancyId of [ian?.tenancyId ?? '', ike.tenancyId]) {
    const { doors: said } = await previewTransfer(nextRequest(owner), move(tenancyId, next.unitId));
    expect(said.flatMap(({ becomes, doorName }) => (becomes === 'given' ? doorName : []))).toEqual([next.door.name]);
  }
  await archiveBundle(nextRequest(owner), { bundleId });
});

test('a changed email leaves a household with all it was found holding', async () => {
  const { personId, unitId } = await found('Hale', [lobby]);
  await done(
    await changeEmail(nextRequest(owner), { intentId: randomUUID(), personId, email: emailOf('Haley'), note: '' }),
  );
  expect((await unitDrift(owner, unitId)).people).toEqual(nobody);
  const next = await homes.newUnit();
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  await moveTo(move(tenant?.tenancyId ?? '', next.unitId));
  expect(await opens(lobby, tenant?.personId ?? '')).toBe(true);
});

/** Somebody moved in with the lobby by a bundle of this name. */
async function withBundle(name: string) {
  const doors = [{ doorId: lobby.id, isShareable: true, endsOn: null }];
  const about = { bundleId: null, buildingId: homes.buildingId, name, kind: 'amenities', doors } as const;
  const { bundleId } = await saveBundle(nextRequest(owner), about);
  const { unitId, door } = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(unitId, somebody(name), { bundleIds: [bundleId] })));
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  const next = await homes.newUnit();
  const personId = tenant?.personId ?? '';
  return { bundleId, door, next, personId, wish: move(tenant?.tenancyId ?? '', next.unitId) };
}

test('a lobby whose bundle was taken out of the lists since goes on with a transfer', async () => {
  const { bundleId, door, next, personId, wish } = await withBundle('Jude');
  await archiveBundle(nextRequest(owner), { bundleId });
  expect(sent(await moveTo(wish))).toEqual([`grant ${next.door.name}`, `revoke ${door.name}`].toSorted());
  expect(await opens(lobby, personId)).toBe(true);
  expect((await unitDrift(owner, next.unitId)).people).toEqual(nobody);
});

test('a lobby that OpenKit can give to nobody now is taken neither by a transfer nor by bringing its bundle in line', async () => {
  const { bundleId, door, next, personId, wish } = await withBundle('Kit');
  await db().execute(sql`update door set is_activated = false where id = ${lobby.id}`);
  expect((await bundleDrift(owner, bundleId)).people).toEqual(nobody);
  expect(sent(await moveTo(wish))).toEqual([`grant ${next.door.name}`, `revoke ${door.name}`].toSorted());
  expect(await opens(lobby, personId)).toBe(true);
  expect(await alignBundle(nextRequest(owner), { intentId: randomUUID(), bundleId })).toEqual({ operationId: null });
  const tasks = await db().execute(sql`select 1 from task where person_id = ${personId} and door_id = ${lobby.id}`);
  expect(tasks.rows).toEqual([]);
  await db().execute(sql`update door set is_activated = true where id = ${lobby.id}`);
});
