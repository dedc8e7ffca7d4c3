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
import { saveBundle } from '../bundles/save-bundle.ts';
import { inviteGuest } from '../guests/invite-guest.ts';
import { changeEmail } from '../people/change-email.ts';
import { extendLease } from '../tenancies/extend-lease.ts';
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
const refuseNext = (method: 'POST' | 'PATCH' | 'DELETE', times = 1) =>
  office.control.addFault({
    match: { method },
    effect: { type: 'respond', status: 400, json: { message: 'NO' } },
    times,
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

/** A guest of this host from today on, for three weeks. */
async function letIn(name: string, tenancyId: string, doorIds: string[]): Promise<OperationView> {
  const guest = { firstName: name, lastName: 'Rivera', email: emailOf(name), phone: '' };
  const today = dayOf(await now(), 'America/New_York');
  const when = { kind: 'stay', from: today, to: addDays(today, 20) } as const;
  return done(await inviteGuest(nextRequest(owner), { intentId: randomUUID(), tenancyId, guest, doorIds, when }));
}

const opens = async (doorId: string, userUuid: string) => (await office.control.tryDoor(doorId, { userUuid })).opens;

const endOf = async (name: string, doorId: string) =>
  (await office.control.user(emailOf(name)))?.accesses.find(({ doorUuid, revoked }) => doorUuid === doorId && !revoked)
    ?.endTime ?? '';

const extend = (tenancyId: string, leaseEnd: string) =>
  extendLease(nextRequest(owner), { intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd, sharing: null });

const heldBy = async (email: string) =>
  ((await office.control.user(email))?.accesses ?? []).flatMap(({ revoked, doorUuid }) => (revoked ? [] : [doorUuid]));

/** Somebody whose move to another unit OpenKit refused. */
async function refusedTransfer(name: string) {
  const [old, next] = [await homes.newUnit(), await homes.newUnit()];
  await done(await moveIn(nextRequest(owner), moveInWish(old.unitId, somebody(name))));
  const tenant = await tenantOf(old.unitId);
  await refuseNext('POST');
  const wish = { intentId: randomUUID(), tenancyId: tenant.tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' };
  const refused = await done(await transfer(nextRequest(owner), wish));
  expect(states(refused)).toEqual(['grant rejected', 'revoke cancelled']);
  return { old, next, ...tenant, refused };
}

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
  const today = dayOf(await now(), 'America/New_York');
  await refuseNext('POST');
  const invited = await letIn('Gus', tenancyId, doorIds);
  expect(states(invited)).toEqual(['grant rejected', 'grant rejected']);

  const soon = { kind: 'at', at: addMs(await now(), 5 * dayMs) } as const;
  const earlier = { intentId: randomUUID(), personId, doorIds: [shed.id], end: soon, shareable: null };
  await done(await changeAccess(nextRequest(owner), earlier));
  expect(states(await done(await retry(invited)))).toEqual(['grant applied', 'grant applied']);
  expect(await endOf('Gus', shed.id)).toBe(await endOf('Hosta', shed.id));
  // The last day ends as the next begins.
  expect(dayOf(await endOf('Gus', door.id), 'America/New_York')).toBe(addDays(today, 21));
  // Told once, though it takes two calls.
  expect(await office.control.outbox(emailOf('Gus'))).toHaveLength(1);
});

test('a refused transfer sent again takes the old home from guests let in meanwhile, after the new one', async () => {
  const { old, tenancyId, personId, refused } = await refusedTransfer('Hope');
  const guestId = (await letIn('Guy', tenancyId, [old.door.id])).people[0]?.id ?? '';
  const open = async () => [await opens(old.door.id, personId), await opens(old.door.id, guestId)];
  expect(await open()).toEqual([true, true]);

  await refuseNext('POST');
  const again = await done(await retry(refused));
  expect(states(again)).toEqual(['grant rejected', 'revoke cancelled', 'revoke cancelled']);
  expect(await open()).toEqual([true, true]);
  expect(states(await done(await retry(again)))).toEqual(['grant applied', 'revoke applied', 'revoke applied']);
  expect(await open()).toEqual([false, false]);
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
  expect(await opens(home.door.id, personId)).toBe(true);

  const other = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(other.unitId, somebody('Fay'))));
  await refuseNext('DELETE');
  const kept = await done(await leave((await tenantOf(other.unitId)).tenancyId));
  expect(states(await done(await retry(kept)))).toEqual(['revoke applied']);
});

test('a refused transfer is not sent again once they have left the new home: the old one stays theirs', async () => {
  const { old, next, tenancyId, personId, refused } = await refusedTransfer('Eve');
  await leave((await tenantOf(next.unitId)).tenancyId);
  await expect(retry(refused)).rejects.toMatchObject(nothingLeft);
  expect(await opens(old.door.id, personId)).toBe(true);
  expect(await tenantOf(old.unitId)).toMatchObject({ tenancyId });
});

test('a refused extension is not sent again once the lease has its old end back, or is over', async () => {
  const home = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody('Ada'))));
  const { tenancyId } = await tenantOf(home.unitId);
  const before = await endOf('Ada', home.door.id);
  await refuseNext('PATCH');
  const refused = await done(await extend(tenancyId, '2032-07-31'));
  expect(states(refused)).toEqual(['change rejected']);
  expect(await extend(tenancyId, '2031-07-31')).toEqual({ operationId: null });
  await expect(retry(refused)).rejects.toMatchObject(nothingLeft);
  expect(await endOf('Ada', home.door.id)).toBe(before);

  const doors = [{ doorId: gym, isShareable: true, endsOn: null }];
  const about = { bundleId: null, buildingId: homes.buildingId, name: 'Gym', kind: 'service', doors } as const;
  const { bundleId } = await saveBundle(nextRequest(owner), about);
  const [one, two] = [await homes.newUnit(), await homes.newUnit()];
  const withGym = { bundleIds: [bundleId] };
  await done(await moveIn(nextRequest(owner), moveInWish(one.unitId, somebody('Abe'), withGym)));
  const first = await tenantOf(one.unitId);
  const abe = { kind: 'known', personId: first.personId } as const;
  await done(await moveIn(nextRequest(owner), moveInWish(two.unitId, abe, withGym)));
  await refuseNext('PATCH', 2);
  const both = await done(await extend(first.tenancyId, '2032-07-31'));
  expect(states(both)).toEqual(['change rejected', 'change rejected']);
  // The gym stays by the lease of the second unit, and as long as that.
  expect(states(await done(await leave(first.tenancyId)))).toEqual(['revoke applied']);
  await expect(retry(both)).rejects.toMatchObject(nothingLeft);
  expect(await endOf('Abe', gym)).toBe(before);
});

test('a guest’s longer stay that was refused ends with what the host holds by now', async () => {
  const { unitId, door } = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(unitId, somebody('Hugo'))));
  const { tenancyId, personId } = await tenantOf(unitId);
  const guest = newcomer('Gina');
  const today = dayOf(await now(), 'America/New_York');
  const stay = (days: number) => ({
    ...{ intentId: randomUUID(), tenancyId, guest, doorIds: [door.id] },
    when: { kind: 'stay', from: today, to: addDays(today, days) } as const,
  });
  await done(await inviteGuest(nextRequest(owner), stay(2)));
  await refuseNext('PATCH');
  const refused = await done(await inviteGuest(nextRequest(owner), stay(20)));
  expect(states(refused)).toEqual(['change rejected']);
  const soon = { kind: 'at', at: addMs(await now(), 5 * dayMs) } as const;
  const earlier = { intentId: randomUUID(), personId, doorIds: [door.id], end: soon, shareable: null };
  await done(await changeAccess(nextRequest(owner), earlier));
  expect(states(await done(await retry(refused)))).toEqual(['change applied']);
  expect(await endOf('Gina', door.id)).toBe(await endOf('Hugo', door.id));
});

test('the old address keeps a door that the new one is refused, though the rest of the call is sent in a part of its own', async () => {
  const { unitId, name, door } = await homes.newUnit();
  const shed = homes.freeDoor();
  const doorIds = [door.id, shed.id];
  await saveUnit(nextRequest(owner), { unitId, buildingId: homes.buildingId, name, doorIds });
  await done(await moveIn(nextRequest(owner), moveInWish(unitId, somebody('Hans'))));
  const { tenancyId, personId } = await tenantOf(unitId);
  const guestId = (await letIn('Gil', tenancyId, doorIds)).people[0]?.id ?? '';
  await refuseNext('POST');
  const wish = { intentId: randomUUID(), personId: guestId, email: emailOf('Gilbert'), note: '' };
  const refused = await done(await changeEmail(nextRequest(owner), wish));
  expect(states(refused)).toEqual(['grant rejected', 'grant rejected', 'revoke cancelled', 'revoke cancelled']);
  const soon = { kind: 'at', at: addMs(await now(), 5 * dayMs) } as const;
  const earlier = { intentId: randomUUID(), personId, doorIds: [shed.id], end: soon, shareable: null };
  await done(await changeAccess(nextRequest(owner), earlier));

  await refuseNext('POST');
  const again = await done(await retry(refused));
  const stateOf = (action: string, doorId: string) =>
    again.doors.find((one) => one.action === action && one.doorId === doorId)?.state;
  expect(doorIds.map((id) => stateOf('grant', id)).toSorted()).toEqual(['applied', 'rejected']);
  for (const id of doorIds) {
    const isGiven = stateOf('grant', id) === 'applied';
    expect(stateOf('revoke', id)).toBe(isGiven ? 'applied' : 'cancelled');
    expect(await opens(id, guestId)).toBe(!isGiven);
  }
});

test('guests let in since a new address was refused go along with it, to somebody known, and leave with them', async () => {
  const { unitId, door } = await homes.newUnit();
  await done(await give(newcomer('Finn'), [gym]));
  await done(await moveIn(nextRequest(owner), moveInWish(unitId, somebody('Fia'))));
  const { tenancyId, personId } = await tenantOf(unitId);
  await refuseNext('POST');
  const wish = { intentId: randomUUID(), personId, email: emailOf('Finn'), note: '' };
  const refused = await done(await changeEmail(nextRequest(owner), wish));
  expect(states(refused)).toEqual(['grant rejected', 'revoke cancelled']);
  const guestId = (await letIn('Flo', tenancyId, [door.id])).people[0]?.id ?? '';
  expect(states(await done(await retry(refused)))).toEqual(['grant applied', 'revoke applied']);
  expect(await opens(door.id, guestId)).toBe(true);
  expect(states(await done(await leave((await tenantOf(unitId)).tenancyId)))).toEqual([
    'revoke applied',
    'revoke applied',
  ]);
  expect(await opens(door.id, guestId)).toBe(false);
});
