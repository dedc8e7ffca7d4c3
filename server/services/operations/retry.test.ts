import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { GrantAccessInput } from '#lib/schemas/grant-access';
import type { OperationView } from '#lib/schemas/operation';
import type { Accepted } from '#lib/schemas/tenancy';
import { addDays, dayOf } from '#lib/time/day';
import { addMs, dayMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { emailOf, type Homes, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { changeAccess } from '../accesses/change-access.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { inviteGuest } from '../guests/invite-guest.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { moveOut } from '../tenancies/move-out.ts';
import { previewMoveOut } from '../tenancies/preview-move-out.ts';
import { transfer } from '../tenancies/transfer.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { retryOperation } from './retry-operation.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;
let lobby: string;
let gym: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
  [lobby = '', gym = ''] = homes.communal.map(({ id }) => id);
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});
beforeEach(() => office.control.clearFaults());

const done = ({ operationId }: Accepted): Promise<OperationView> => settled(owner, operationId ?? '');
const states = ({ doors }: OperationView) => doors.map(({ action, state }) => `${action} ${state}`);
const refuseNext = (method: 'POST' | 'DELETE') =>
  office.control.addFault({
    match: { method },
    effect: { type: 'respond', status: 400, json: { message: 'NO' } },
    times: 1,
  });
const retry = ({ id }: OperationView) =>
  retryOperation(nextRequest(owner), { operationId: id, intentId: randomUUID() });
const nothingLeft = { code: 'stale', params: { reason: 'nothing_to_retry' } };

async function tenantOf(unitId: string) {
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  return { tenancyId: tenant?.tenancyId ?? '', personId: tenant?.personId ?? '' };
}

async function leave(tenancyId: string): Promise<Accepted> {
  const { people } = await previewMoveOut(owner, [tenancyId]);
  const doors = people.flatMap(({ personId, doors }) =>
    personId
      ? [{ personId, doorIds: doors.filter(({ because }) => because === 'lease').map((one) => one.doorId) }]
      : [],
  );
  return moveOut(nextRequest(owner), { intentId: randomUUID(), tenancyIds: [tenancyId], note: '', doors });
}

const newcomer = (firstName: string) => ({
  ...{ kind: 'new' as const, firstName, lastName: 'Rivera' },
  ...{ email: emailOf(firstName), phone: '' },
});

async function give(recipient: GrantAccessInput['recipient'], doorIds: string[]): Promise<Accepted> {
  return grantAccess(nextRequest(owner), {
    ...{ intentId: randomUUID(), recipient, doorIds, note: '' },
    terms: { ...endless, start: await now(), notify: false },
  });
}

const heldBy = async (email: string) =>
  ((await office.control.user(email))?.accesses ?? []).flatMap(({ revoked, doorUuid }) => (revoked ? [] : [doorUuid]));

test('a refused move-in is not sent again once they have moved out', async () => {
  // Of two people, OpenKit knows one.
  await done(await give(newcomer('Ann'), [lobby]));
  for (const name of ['Ann', 'Bob']) {
    const { unitId } = await homes.newUnit();
    await refuseNext('POST');
    const refused = await done(await moveIn(nextRequest(owner), moveInWish(unitId, somebody(name))));
    expect(states(refused)).toEqual(['grant rejected']);
    expect(await leave((await tenantOf(unitId)).tenancyId)).toEqual({ operationId: null });
    await expect(retry(refused)).rejects.toMatchObject(nothingLeft);
  }
});

test('a refused grant is not sent again over what a colleague gave meanwhile', async () => {
  const zita = newcomer('Zita');
  await refuseNext('POST');
  const refused = await done(await give(zita, [lobby, gym]));
  await done(await give(zita, [lobby]));
  expect(await heldBy(zita.email)).toEqual([lobby]);
  const again = await done(await retry(refused));
  expect(again.doors.map(({ doorId, state }) => [doorId, state])).toEqual([[gym, 'applied']]);
  expect((await heldBy(zita.email)).toSorted()).toEqual([lobby, gym].toSorted());
});

test('a refused guest is let in again for no longer than the host holds each door by now', async () => {
  const { unitId, name, door } = await homes.newUnit();
  const shed = homes.freeDoor();
  const doorIds = [door.id, shed.id];
  await saveUnit(nextRequest(owner), { unitId, buildingId: homes.buildingId, name, doorIds });
  await done(await moveIn(nextRequest(owner), moveInWish(unitId, somebody('Hosta'))));
  const { tenancyId, personId } = await tenantOf(unitId);
  const guest = { firstName: 'Gus', lastName: 'Rivera', email: emailOf('Gus'), phone: '' };
  const today = dayOf(await now(), 'America/New_York');
  const when = { kind: 'stay', from: today, to: addDays(today, 20) } as const;
  await refuseNext('POST');
  const wish = { intentId: randomUUID(), tenancyId, guest, doorIds, when };
  const invited = await done(await inviteGuest(nextRequest(owner), wish));
  expect(states(invited)).toEqual(['grant rejected', 'grant rejected']);

  const soon = { kind: 'at', at: addMs(await now(), 5 * dayMs) } as const;
  const earlier = { intentId: randomUUID(), personId, doorIds: [shed.id], end: soon, shareable: null };
  await done(await changeAccess(nextRequest(owner), earlier));
  expect(states(await done(await retry(invited)))).toEqual(['grant applied', 'grant applied']);
  const endOf = async (whose: string, doorId: string) =>
    (await office.control.user(emailOf(whose)))?.accesses.find((access) => access.doorUuid === doorId)?.endTime ?? '';
  expect(await endOf('Gus', shed.id)).toBe(await endOf('Hosta', shed.id));
  // The last day ends as the next begins.
  expect(dayOf(await endOf('Gus', door.id), 'America/New_York')).toBe(addDays(today, 21));
  // Told once, though it takes two calls.
  expect(await office.control.outbox(emailOf('Gus'))).toHaveLength(1);
});

test('a refused transfer sent again takes the old home from guests let in meanwhile, after the new one', async () => {
  const [old, next] = [await homes.newUnit(), await homes.newUnit()];
  await done(await moveIn(nextRequest(owner), moveInWish(old.unitId, somebody('Hope'))));
  const { tenancyId, personId } = await tenantOf(old.unitId);
  await refuseNext('POST');
  const wish = { intentId: randomUUID(), tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' };
  const refused = await done(await transfer(nextRequest(owner), wish));
  expect(states(refused)).toEqual(['grant rejected', 'revoke cancelled']);
  const guest = { firstName: 'Guy', lastName: 'Rivera', email: emailOf('Guy'), phone: '' };
  const today = dayOf(await now(), 'America/New_York');
  const when = { kind: 'stay', from: today, to: addDays(today, 20) } as const;
  const stay = { intentId: randomUUID(), tenancyId, guest, doorIds: [old.door.id], when };
  const guestId = (await done(await inviteGuest(nextRequest(owner), stay))).people[0]?.id ?? '';
  const opens = async (userUuid: string) => (await office.control.tryDoor(old.door.id, { userUuid })).opens;
  expect([await opens(personId), await opens(guestId)]).toEqual([true, true]);

  await refuseNext('POST');
  const again = await done(await retry(refused));
  expect(states(again)).toEqual(['grant rejected', 'revoke cancelled', 'revoke cancelled']);
  expect([await opens(personId), await opens(guestId)]).toEqual([true, true]);
  expect(states(await done(await retry(again)))).toEqual(['grant applied', 'revoke applied', 'revoke applied']);
  expect([await opens(personId), await opens(guestId)]).toEqual([false, false]);
});

test('a refused daily code is not issued again beside another one for that day', async () => {
  const start = await now();
  const code = async (recipient: GrantAccessInput['recipient'], doorIds: string[]) =>
    grantAccess(nextRequest(owner), {
      ...{ intentId: randomUUID(), recipient, doorIds, note: '' },
      terms: { ...endless, passcodeType: 'DAILY', start },
    });
  const dana = newcomer('Dana');
  await refuseNext('POST');
  const refused = await done(await code(dana, [lobby, gym]));
  await done(await code(dana, [lobby]));
  const again = await done(await retry(refused));
  expect(again.doors.map(({ doorId, state }) => [doorId, state])).toEqual([[gym, 'applied']]);
  expect(await heldBy(dana.email)).toHaveLength(2);
});

test('a refused move-out does not take a door that their next home brings', async () => {
  const home = await homes.newUnit();
  const { unitId: next } = await saveUnit(nextRequest(owner), {
    ...{ unitId: null, buildingId: homes.buildingId, name: 'Same door' },
    doorIds: [home.door.id],
  });
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody('Dan'))));
  const { tenancyId, personId } = await tenantOf(home.unitId);
  await refuseNext('DELETE');
  const refused = await done(await leave(tenancyId));
  expect(states(refused)).toEqual(['revoke rejected']);
  const same = moveInWish(next, { kind: 'known', personId });
  expect(await moveIn(nextRequest(owner), same)).toEqual({ operationId: null });
  await expect(retry(refused)).rejects.toMatchObject(nothingLeft);
  expect((await office.control.tryDoor(home.door.id, { userUuid: personId })).opens).toBe(true);

  const other = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(other.unitId, somebody('Fay'))));
  await refuseNext('DELETE');
  const kept = await done(await leave((await tenantOf(other.unitId)).tenancyId));
  expect(states(await done(await retry(kept)))).toEqual(['revoke applied']);
});

test('a refused transfer is not sent again once they have left the new home: the old one stays theirs', async () => {
  const [old, next] = [await homes.newUnit(), await homes.newUnit()];
  await done(await moveIn(nextRequest(owner), moveInWish(old.unitId, somebody('Eve'))));
  const { tenancyId, personId } = await tenantOf(old.unitId);
  await refuseNext('POST');
  const wish = { intentId: randomUUID(), tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' };
  const refused = await done(await transfer(nextRequest(owner), wish));
  expect(states(refused)).toEqual(['grant rejected', 'revoke cancelled']);
  await leave((await tenantOf(next.unitId)).tenancyId);
  await expect(retry(refused)).rejects.toMatchObject(nothingLeft);
  expect((await office.control.tryDoor(old.door.id, { userUuid: personId })).opens).toBe(true);
  expect(await tenantOf(old.unitId)).toMatchObject({ tenancyId });
});
