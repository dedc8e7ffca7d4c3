import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayOf } from '#lib/time/day';
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
import { getPerson } from '../people/get-person.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { moveOut } from '../tenancies/move-out.ts';
import { previewMoveOut } from '../tenancies/preview-move-out.ts';
import { proveMovedOut } from '../tenancies/prove-moved-out.ts';
import { checkClear } from '../units/check-clear.ts';
import { getUnit } from '../units/get-unit.ts';
import { inviteGuest } from './invite-guest.ts';

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

const done = async ({ operationId }: { operationId: string | null }) => settled(owner, operationId ?? '');
const heldBy = async (name: string) =>
  ((await office.control.user(emailOf(name)))?.accesses ?? [])
    .filter(({ revoked }) => !revoked)
    .map(({ doorUuid }) => doorUuid);

/** Somebody in a home of their own, or in that of others. */
async function livingIn(name: string, { unitId, door }: { unitId: string; door: { id: string } }) {
  await done(await moveIn(nextRequest(owner), moveInWish(unitId, somebody(name))));
  const tenant = (await getUnit(owner, unitId)).tenants.find((one) => one.name === `${name} Rivera`);
  const { tenancyId = '', personId: hostId, name: hostName = '' } = tenant ?? {};
  return { unitId, door: door.id, tenancyId, hostId: hostId ?? '', hostName };
}
type Host = Awaited<ReturnType<typeof livingIn>>;

async function invite({ tenancyId, door }: Host, name: string) {
  const today = dayOf(await now(), 'America/New_York');
  return inviteGuest(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyId, doorIds: [door] },
    guest: { firstName: name, lastName: 'Rivera', email: emailOf(name), phone: '' },
    when: { kind: 'stay', from: today, to: addDays(today, 3) },
  });
}

const leave = ({ tenancyId, hostId, door }: Host) =>
  moveOut(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyIds: [tenancyId], note: '' },
    doors: [{ personId: hostId, doorIds: [door] }],
  });

/** How many doors the proof of their move-out finds left, by name. */
const leftOf = async ({ hostId }: Host) =>
  (await proveMovedOut(nextRequest(owner), [hostId])).people.map(({ name, left }) => [name, left.length]);
/** The guests of whom the preview says that they lose something. */
const losing = async (hosts: Host[]) =>
  (
    await previewMoveOut(
      owner,
      hosts.map(({ tenancyId }) => tenancyId),
    )
  ).people.flatMap(({ doors }) => doors.flatMap(({ guests }) => guests));
const hostsShown = async (personId: string) =>
  (await getPerson(owner, personId)).accesses.map(({ hostName }) => hostName);

test('a guest who has become a roommate is nobody’s guest there, and stays when the host alone leaves', async () => {
  const host = await livingIn('Ivy', await homes.newUnit());
  const personId = (await done(await invite(host, 'Quentin'))).people[0]?.id ?? '';
  expect((await getUnit(owner, host.unitId)).guests).toMatchObject([{ personId }]);
  await done(await moveIn(nextRequest(owner), moveInWish(host.unitId, { kind: 'known', personId })));
  expect(await hostsShown(personId)).toEqual([null]);
  expect((await getUnit(owner, host.unitId)).guests).toEqual([]);
  expect((await getPerson(owner, host.hostId)).guests).toEqual([]);
  expect(await losing([host])).toEqual([]);
  await done(await leave(host));
  expect(await heldBy('Quentin')).toEqual([host.door]);
  expect(await leftOf(host)).toEqual([[host.hostName, 0]]);
});

test('a guest of two hosts is one of whoever is left: the first to leave takes nothing, the second everything', async () => {
  const home = await homes.newUnit();
  const [first, second] = [await livingIn('Rowan', home), await livingIn('Sorrel', home)];
  const personId = (await done(await invite(second, 'Rosa'))).people[0]?.id ?? '';
  expect((await invite(first, 'Rosa')).operationId).toBeNull();
  const { guests } = await getUnit(owner, home.unitId);
  expect(guests.map(({ hostName }) => hostName).toSorted()).toEqual([first.hostName, second.hostName]);
  expect([await losing([first]), await losing([second])]).toEqual([[], []]);
  expect(new Set(await losing([first, second]))).toEqual(new Set(['Rosa Rivera']));

  await done(await leave(first));
  expect(await leftOf(first)).toEqual([[first.hostName, 0]]);
  expect(await hostsShown(personId)).toEqual([second.hostName]);
  const { open } = await checkClear(owner, home.unitId);
  expect(open.find((one) => one.personId === personId)).toMatchObject({ hostName: second.hostName });
  expect(await losing([second])).toEqual(['Rosa Rivera']);
  await done(await leave(second));
  expect(await heldBy('Rosa')).toEqual([]);
});

test('a guest whom OpenKit refuses to take away is not called gone, though nothing is noted for them any more', async () => {
  const host = await livingIn('Tamarack', await homes.newUnit());
  const personId = (await done(await invite(host, 'Ulla'))).people[0]?.id ?? '';
  await office.control.addFault({
    match: { method: 'DELETE', path: `*/${personId}/*` },
    effect: { type: 'respond', status: 400, json: { message: 'PASSCODE_TYPE_CANT_BE_REVOKED' } },
    times: 1,
  });
  await done(await leave(host));
  expect(await leftOf(host)).toEqual([
    [host.hostName, 0],
    ['Ulla Rivera', 1],
  ]);
  expect(await hostsShown(personId)).toEqual([host.hostName]);
});

test('a guest of two hosts whom OpenKit refuses to take away with the last of them is named by that proof', async () => {
  const home = await homes.newUnit();
  const [first, last] = [await livingIn('Acacia', home), await livingIn('Alder', home)];
  const personId = (await done(await invite(last, 'Vera'))).people[0]?.id ?? '';
  // The mirror notes one host on an access: the one who asked last.
  await invite(first, 'Vera');
  await done(await leave(first));
  expect(await leftOf(first)).toEqual([[first.hostName, 0]]);
  await office.control.addFault({
    match: { method: 'DELETE', path: `*/${personId}/*` },
    effect: { type: 'respond', status: 400, json: { message: 'PASSCODE_TYPE_CANT_BE_REVOKED' } },
    times: 1,
  });
  await done(await leave(last));
  expect(await leftOf(last)).toEqual([
    [last.hostName, 0],
    ['Vera Rivera', 1],
  ]);
});
