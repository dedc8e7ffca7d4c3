import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationView } from '#lib/schemas/operation';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { emailOf, type Homes, type MirrorDoor, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { moveOut } from '../tenancies/move-out.ts';
import { transfer } from '../tenancies/transfer.ts';
import { getUnit } from '../units/get-unit.ts';
import { giveAgain } from './give-again.ts';
import { grantAccess } from './grant-access.ts';
import { lostPhone } from './lost-phone.ts';
import { revokeAccess } from './revoke-access.ts';

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
const held = async (name: string) =>
  ((await office.control.user(emailOf(name)))?.accesses ?? [])
    .filter(({ revoked }) => !revoked)
    .map(({ doorUuid }) => doorUuid)
    .toSorted();

/** Somebody with a home, and the lobby unless something else is said, whose phone was lost: they hold nothing. */
async function robbed(name: string, bundleIds = [amenities]) {
  const home = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody(name), { bundleIds })));
  const [tenant] = (await getUnit(owner, home.unitId)).tenants;
  const personId = tenant?.personId ?? '';
  return { ...home, personId, tenancyId: tenant?.tenancyId ?? '', lost: await lose(personId) };
}

const lose = async (personId: string) =>
  done(await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId, note: '' }));

const again = ({ id: operationId }: OperationView) =>
  giveAgain(nextRequest(owner), { intentId: randomUUID(), operationId });

test('whoever has moved out since gets nothing back, and the refusal names the doors', async () => {
  const { tenancyId, lost, door } = await robbed('Jana');
  await moveOut(nextRequest(owner), { intentId: randomUUID(), tenancyIds: [tenancyId], doors: [], note: '' });
  await expect(again(lost)).rejects.toMatchObject({
    code: 'stale',
    params: { reason: 'nothing_left_to_give', doors: expect.stringContaining(door.name) },
  });
  expect(await held('Jana')).toEqual([]);
});

test('whoever has another home since does not get the old one back', async () => {
  const { tenancyId, lost, door } = await robbed('Kalle', []);
  const next = await homes.newUnit();
  const wish = { intentId: randomUUID(), tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' };
  await done(await transfer(nextRequest(owner), wish));
  await expect(again(lost)).rejects.toMatchObject({ params: { doors: expect.stringContaining(door.name) } });
  expect(await held('Kalle')).toEqual([next.door.id]);
});

test('a door that is gone, or has no lock, is left out and named; the others are given', async () => {
  for (const [name, change, why] of [
    ['Lotte', sql`gone_at = clock_timestamp()`, 'door_gone'],
    ['Linus', sql`is_activated = false`, 'not_givable'],
  ] as const) {
    const { lost, door } = await robbed(name);
    await db().execute(sql`update door set ${change} where id = ${lobby.id}`);
    const given = await again(lost);
    await db().execute(sql`update door set gone_at = null, is_activated = true where id = ${lobby.id}`);
    expect(given.leftOut).toEqual([{ doorName: lobby.name, why }]);
    expect((await done(given)).doors).toMatchObject([{ action: 'grant', state: 'applied', doorId: door.id }]);
    expect(await held(name)).toEqual([door.id]);
  }
});

test('a door is given until when it is wanted by now, and not where that has passed', async () => {
  for (const [name, end] of [
    ['Maj', '2030-01-31T12:00:00.000Z'],
    ['Mel', '2033-01-31T12:00:00.000Z'],
  ] as const) {
    const { lost, personId, door } = await robbed(name);
    const wantedUntil = (doorId: string, until: string) =>
      db().execute(sql`
        update access_reason set ends_at = ${until} where person_id = ${personId} and door_id = ${doorId}`);
    await wantedUntil(door.id, end);
    await wantedUntil(lobby.id, '2026-01-31T12:00:00.000Z');
    const given = await again(lost);
    expect(given.leftOut).toEqual([{ doorName: lobby.name, why: 'over' }]);
    await done(given);
    const accesses = (await office.control.user(emailOf(name)))?.accesses.filter(({ revoked }) => !revoked);
    expect(accesses).toMatchObject([{ doorUuid: door.id, role: 'RESIDENT', endTime: end }]);
  }
});

test('a door that nobody noted a reason for is given again once, and not after it was taken away since', async () => {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Mads', lastName: 'Rivera', email: emailOf('Mads'), phone: '' },
    doorIds: [lobby.id],
    terms: { ...endless, start: await now(), notify: false },
  });
  const personId = (await settled(owner, operationId)).people[0]?.id ?? '';
  await db().execute(sql`delete from access_reason where person_id = ${personId}`);
  const lost = await lose(personId);
  await done(await again(lost));
  expect(await held('Mads')).toEqual([lobby.id]);
  await expect(again(lost)).rejects.toMatchObject({ params: { reason: 'nothing_to_give' } });
  await done(await revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [lobby.id] }));
  await expect(again(lost)).rejects.toMatchObject({ params: { reason: 'nothing_left_to_give' } });
  expect(await held('Mads')).toEqual([]);
});

/** Somebody known who holds nothing, and whom the lobby is still to be given to when the phone is lost. */
async function robbedBefore(name: string, give: (personId: string) => Promise<unknown>) {
  const { personId } = await robbed(name, []);
  await office.stopWorker();
  await give(personId);
  const { operationId } = await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId, note: '' });
  await office.startWorker();
  return settled(owner, operationId ?? '');
}

test('a door still to be given when the phone was lost comes back, on the terms it was to be given on', async () => {
  const lost = await robbedBefore('Nora', async (personId) =>
    grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient: { kind: 'known', personId },
      doorIds: [lobby.id],
      terms: { ...endless, start: await now(), end: '2030-05-31T22:00:00.000Z' },
    }),
  );
  expect(lost.doors).toMatchObject([{ action: 'revoke', state: 'applied', doorId: lobby.id }]);
  expect(await held('Nora')).toEqual([]);
  const given = await again(lost);
  expect(given.leftOut).toEqual([]);
  expect((await done(given)).doors).toMatchObject([{ action: 'grant', state: 'applied', doorId: lobby.id }]);
  expect((await office.control.user(emailOf('Nora')))?.accesses.filter(({ revoked }) => !revoked)).toMatchObject([
    { doorUuid: lobby.id, endTime: '2030-05-31T22:00:00.000Z' },
  ]);
  await expect(again(lost)).rejects.toMatchObject({ params: { reason: 'nothing_to_give' } });
});

test('a door still to be given is named where what it was to be given for has ended since', async () => {
  const home = await homes.newUnit();
  const lost = await robbedBefore('Nils', (personId) =>
    moveIn(nextRequest(owner), moveInWish(home.unitId, { kind: 'known', personId }, { bundleIds: [amenities] })),
  );
  const [tenant] = (await getUnit(owner, home.unitId)).tenants;
  const tenancyIds = [tenant?.tenancyId ?? ''];
  await moveOut(nextRequest(owner), { intentId: randomUUID(), tenancyIds, doors: [], note: '' });
  for (const { name } of [home.door, lobby])
    await expect(again(lost)).rejects.toMatchObject({
      params: { reason: 'nothing_left_to_give', doors: expect.stringContaining(name) },
    });
  expect(await held('Nils')).toEqual([]);
});
