import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationView } from '#lib/schemas/operation';
import type { Accepted, ExtendLeaseInput } from '#lib/schemas/tenancy';
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
import { emailOf, type Homes, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { giveAgain } from '../accesses/give-again.ts';
import { lostPhone } from '../accesses/lost-phone.ts';
import { alignBundle } from '../bundles/align-bundle.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { countMissingHolders } from '../doors/missing-holders.ts';
import { decideSuccessor } from '../drift/decide-successor.ts';
import { confirmDryRun } from '../dry-runs/confirm-dry-run.ts';
import { getDryRun } from '../dry-runs/get-dry-run.ts';
import { planOnboarding } from '../dry-runs/plan-onboarding.ts';
import { retryOperation } from '../operations/retry-operation.ts';
import { extendLease } from '../tenancies/extend-lease.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { moveOut } from '../tenancies/move-out.ts';
import { personHome } from '../tenancies/person-home.ts';
import { transfer } from '../tenancies/transfer.ts';
import { alignUnit } from '../units/align-unit.ts';
import { getUnit } from '../units/get-unit.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;
let lobby: string;
let amenities: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
  lobby = homes.communal[0]?.id ?? '';
  amenities = await saveAmenities(null, true);
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

async function saveAmenities(bundleId: string | null, isShareable: boolean): Promise<string> {
  const doors = [{ doorId: lobby, isShareable, endsOn: null }];
  const bundle = { bundleId, buildingId: homes.buildingId, name: 'Amenities', kind: 'amenities' as const, doors };
  return (await saveBundle(nextRequest(owner), bundle)).bundleId;
}

const done = ({ operationId }: Accepted): Promise<OperationView> => settled(owner, operationId ?? '');
const states = ({ doors }: OperationView) => doors.map(({ action, state }) => `${action} ${state}`);
const opens = async (doorId: string, personId: string) =>
  (await office.control.tryDoor(doorId, { userUuid: personId })).opens;
const again = (operationId: string) => giveAgain(nextRequest(owner), { intentId: randomUUID(), operationId });

async function livingIn(unitId: string) {
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  return { tenancyId: tenant?.tenancyId ?? '', personId: tenant?.personId ?? '' };
}

/** A tenant with home and lobby whose phone is lost, so that they hold neither. */
async function withoutPhone(name: string) {
  const home = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody(name), { bundleIds: [amenities] })));
  const { tenancyId, personId } = await livingIn(home.unitId);
  const lost = await done(await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId, note: '' }));
  expect(states(lost)).toEqual(['revoke applied', 'revoke applied']);
  return { ...home, tenancyId, personId, lostId: lost.id };
}

const heldBy = async (name: string) =>
  (await office.control.user(emailOf(name)))?.accesses
    .filter(({ revoked }) => !revoked)
    .map(({ doorUuid, endTime }) => `${doorUuid} ${endTime?.slice(0, 10)}`)
    .toSorted();

test('a lease extended, or shared otherwise, opens no door to a lost phone; given again, they end with the lease', async () => {
  const { tenancyId, personId, door, lostId, unitId } = await withoutPhone('Lena');
  const extend = (change: Pick<ExtendLeaseInput, 'leaseEnd' | 'sharing'>) =>
    extendLease(nextRequest(owner), { intentId: randomUUID(), tenancyIds: [tenancyId], ...change });
  expect(await extend({ leaseEnd: '2032-07-31', sharing: null })).toEqual({ operationId: null });
  expect(await extend({ sharing: 'never' })).toEqual({ operationId: null });
  expect(await heldBy('Lena')).toEqual([]);
  expect((await getUnit(owner, unitId)).tenants).toMatchObject([{ wantedDoors: 2, heldDoors: 0, waitingDoors: 2 }]);
  expect((await personHome(owner, personId)).leases).toMatchObject([{ wantedDoors: 2, waitingDoors: 2 }]);

  expect(states(await done(await again(lostId)))).toEqual(['grant applied', 'grant applied']);
  expect(await heldBy('Lena')).toEqual([`${door.id} 2032-07-31`, `${lobby} 2032-07-31`].toSorted());
  expect((await getUnit(owner, unitId)).tenants).toMatchObject([{ heldDoors: 2, waitingDoors: 0, differingDoors: [] }]);
  // The phone is found: from here on a lease is changed as ever.
  expect(states(await done(await extend({ leaseEnd: '2033-07-31', sharing: null })))).toEqual([
    'change applied',
    'change applied',
  ]);
});

test('a change that was refused before the phone was lost is no gift when it is sent again', async () => {
  const home = await homes.newUnit();
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, somebody('Rita'))));
  const { tenancyId, personId } = await livingIn(home.unitId);
  const refusal = { type: 'respond' as const, status: 400, json: { message: 'NO' } };
  await office.control.addFault({ match: { method: 'PATCH' }, effect: refusal, times: 1 });
  const wish = { intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd: '2032-07-31', sharing: null };
  const refused = await done(await extendLease(nextRequest(owner), wish));
  expect(states(refused)).toEqual(['change rejected']);
  await done(await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId, note: '' }));
  const retry = { operationId: refused.id, intentId: randomUUID() };
  expect(states(await done(await retryOperation(nextRequest(owner), retry)))).toEqual(['change rejected']);
  expect(await heldBy('Rita')).toEqual([]);
});

test('a transfer gives the new home and not the lobby that was taken for a lost phone; the old home stays away', async () => {
  const { tenancyId, personId, door, lostId } = await withoutPhone('Tara');
  const next = await homes.newUnit();
  const wish = { intentId: randomUUID(), tenancyId, unitId: next.unitId, leaseEnd: '2032-07-31' };
  expect(states(await done(await transfer(nextRequest(owner), wish)))).toEqual(['grant applied']);
  expect(await heldBy('Tara')).toEqual([`${next.door.id} 2032-07-31`]);

  expect(states(await done(await again(lostId)))).toEqual(['grant applied']);
  expect([await opens(lobby, personId), await opens(door.id, personId)]).toEqual([true, false]);
});

test('another lease over the lobby leaves it to be given again, begun by hand or by a table, and ended', async () => {
  const { tenancyId, personId, unitId, lostId } = await withoutPhone('Mona');
  const [second, third] = [await homes.newUnit(), await homes.newUnit()];
  const known = { kind: 'known' as const, personId };
  const more = { bundleIds: [amenities] };
  const moved = await done(await moveIn(nextRequest(owner), moveInWish(second.unitId, known, more)));
  expect(moved.doors.map(({ action, doorId }) => `${action} ${doorId}`)).toEqual([`grant ${second.door.id}`]);

  const { dryRunId } = await planOnboarding(nextRequest(owner), {
    text: `Mona,Rivera,${emailOf('Mona')},${third.name}; Amenities,2031-07-31`,
    hasHeader: false,
    columns: { firstName: 0, lastName: 1, email: 2, phone: null, building: null, place: 3, start: null, end: 4 },
    ...{ doorIds: [], firstDay: null, lastDay: null, role: 'resident', shareable: false, notify: true },
  });
  const { hash } = await getDryRun(owner, dryRunId);
  const table = await done(await confirmDryRun(nextRequest(owner), { dryRunId, hash, intentId: randomUUID() }));
  expect(table.doors.map(({ action, doorId }) => `${action} ${doorId}`)).toEqual([`grant ${third.door.id}`]);

  // The first lease ends, and the others still want the lobby.
  const leave = { intentId: randomUUID(), tenancyIds: [tenancyId], doors: [{ personId, doorIds: [] }], note: '' };
  expect(await moveOut(nextRequest(owner), leave)).toEqual({ operationId: null });
  expect(await opens(lobby, personId)).toBe(false);
  expect(states(await done(await again(lostId)))).toEqual(['grant applied']);
  expect(await opens(lobby, personId)).toBe(true);

  // Whoever comes back to a home they had left for good begins anew.
  expect((await getUnit(owner, unitId)).tenants).toEqual([]);
  const back = await done(await moveIn(nextRequest(owner), moveInWish(unitId, known)));
  expect(states(back)).toEqual(['grant applied']);
});

test('a home taken for a lost phone stays away when its lock is replaced, and is given again by its new door', async () => {
  const { unitId, tenancyId, personId, door, lostId } = await withoutPhone('Ines');
  const { door: next } = await homes.newUnit();
  await db().execute(sql`update door set gone_at = clock_timestamp() where id = ${door.id}`);
  await decideSuccessor(nextRequest(owner), { oldDoorId: door.id, newDoorId: next.id, isSame: true });
  const wish = { intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd: '2032-07-31', sharing: null };
  expect(await extendLease(nextRequest(owner), wish)).toEqual({ operationId: null });
  expect(await alignUnit(nextRequest(owner), { intentId: randomUUID(), unitId })).toEqual({ operationId: null });
  expect(await countMissingHolders(db(), next.id, await now())).toBe(0);
  expect(await heldBy('Ines')).toEqual([]);

  expect(states(await done(await again(lostId)))).toEqual(['grant applied', 'grant applied']);
  expect([await opens(next.id, personId), await opens(door.id, personId)]).toEqual([true, false]);
  await db().execute(sql`update door set gone_at = null where id = ${door.id}`);
});

test('what ended before its lock was replaced is not given again by the new door', async () => {
  const { tenancyId, personId, door, lostId } = await withoutPhone('Vera');
  const { door: next } = await homes.newUnit();
  const leave = { intentId: randomUUID(), tenancyIds: [tenancyId], doors: [{ personId, doorIds: [] }], note: '' };
  expect(await moveOut(nextRequest(owner), leave)).toEqual({ operationId: null });
  await db().execute(sql`update door set gone_at = clock_timestamp() where id = ${door.id}`);
  await decideSuccessor(nextRequest(owner), { oldDoorId: door.id, newDoorId: next.id, isSame: true });
  await expect(again(lostId)).rejects.toMatchObject({ params: { doors: expect.stringContaining(next.name) } });
  expect(await heldBy('Vera')).toEqual([]);
  await db().execute(sql`update door set gone_at = null where id = ${door.id}`);
});

test('a bundle whose terms changed notes them for a lost phone, and gives nothing', async () => {
  const { personId } = await withoutPhone('Nell');
  await saveAmenities(amenities, false);
  const aligned = await alignBundle(nextRequest(owner), { intentId: randomUUID(), bundleId: amenities });
  const { doors } = await done(aligned);
  expect(doors.filter((one) => one.personId === personId)).toEqual([]);
  expect(await opens(lobby, personId)).toBe(false);
});
