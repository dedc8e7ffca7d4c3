import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InviteGuestInput } from '#lib/schemas/guest';
import { addDays, dayOf } from '#lib/time/day';
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
import { moveInWish } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { listAccesses } from '../accesses/list-accesses.ts';
import { listAccessesQuery } from '../accesses/list-query.ts';
import { lostPhone } from '../accesses/lost-phone.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { getPerson } from '../people/get-person.ts';
import { listPeople } from '../people/list-people.ts';
import { listPeopleQuery } from '../people/list-query.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { moveOut } from '../tenancies/move-out.ts';
import { previewMoveOut } from '../tenancies/preview-move-out.ts';
import { transfer } from '../tenancies/transfer.ts';
import { alignUnit } from '../units/align-unit.ts';
import { checkClear } from '../units/check-clear.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { unitDrift } from '../units/unit-drift.ts';
import { inviteGuest } from './invite-guest.ts';
import { listGuests } from './list-guests.ts';
import { listGuestsQuery } from './list-query.ts';
import { unitHosts } from './unit-hosts.ts';

let office: BackOffice;
let owner: Session;
let buildingId: string;
let homes: string[];
let lobby: string;
let gym: string;
let amenities: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const doors = await db().execute<{ id: string; buildingId: string; isHome: boolean }>(sql`
    select d.id, d.building_id as "buildingId", d.accessibility = 'private' as "isHome"
    from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.is_connected and b.time_zone = 'America/New_York'
      and not exists (select 1 from access a where a.door_id = d.id and d.accessibility = 'private') order by d.id`);
  buildingId = doors.rows[0]?.buildingId ?? '';
  const here = doors.rows.filter((door) => door.buildingId === buildingId);
  homes = here.filter(({ isHome }) => isHome).map(({ id }) => id);
  [lobby = '', gym = ''] = here.filter(({ isHome }) => !isHome).map(({ id }) => id);
  const bundle = await saveBundle(nextRequest(owner), {
    bundleId: null,
    buildingId,
    name: 'Amenities',
    kind: 'amenities',
    doors: [
      { doorId: lobby, isShareable: true, endsOn: null },
      { doorId: gym, isShareable: false, endsOn: null },
    ],
  });
  amenities = bundle.bundleId;
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const done = async ({ operationId }: { operationId: string | null }) => settled(owner, operationId ?? '');
const email = (name: string) => `${name.toLowerCase()}@example.com`;
const heldBy = async (name: string) =>
  ((await office.control.user(email(name)))?.accesses ?? []).filter(({ revoked }) => !revoked);

type Home = { unitId: string; door: string; tenancyId: string; hostId: string; hostName: string };

async function livingIn(name: string): Promise<Home> {
  const door = homes.shift() ?? '';
  const { unitId } = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name, doorIds: [door] });
  const moved = await moveIn(nextRequest(owner), {
    intentId: randomUUID(),
    unitId,
    person: { kind: 'new', firstName: 'Host', lastName: name, email: email(name) },
    leaseStart: '2026-01-01',
    leaseEnd: '2031-07-31',
    bundleIds: [amenities],
    needsKeycard: false,
  });
  await done(moved);
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  return { unitId, door, tenancyId: tenant?.tenancyId ?? '', hostId: tenant?.personId ?? '', hostName: `Host ${name}` };
}

async function invite(home: Home, name: string, doorIds: string[], more: Partial<InviteGuestInput> = {}) {
  const today = dayOf(await now(), 'America/New_York');
  return inviteGuest(nextRequest(owner), {
    intentId: randomUUID(),
    tenancyId: home.tenancyId,
    guest: { firstName: 'Guest', lastName: name, email: email(name), phone: '' },
    doorIds,
    when: { kind: 'stay', from: today, to: addDays(today, 3) },
    ...more,
  });
}

async function leave({ tenancyId, hostId, door }: Home) {
  const doors = [{ personId: hostId, doorIds: [door, lobby, gym] }];
  return moveOut(nextRequest(owner), { intentId: randomUUID(), tenancyIds: [tenancyId], doors, note: '' });
}

const code = { kind: 'day', passcodeType: 'DAILY', day: 'today' } as const;

test('a guest for some days gets doors of the host in one call, and is a guest of theirs wherever they are shown', async () => {
  const home = await livingIn('Ash');
  const before = (await office.control.journal()).length;
  const intentId = randomUUID();
  const { operationId } = await invite(home, 'Sam', [home.door, lobby], { intentId });
  expect((await invite(home, 'Sam', [home.door, lobby], { intentId })).operationId).toBe(operationId);
  const operation = await done({ operationId });
  const posts = (await office.control.journal()).slice(before).filter(({ method }) => method === 'POST');
  expect(posts).toHaveLength(1);
  const held = await heldBy('Sam');
  expect(held.map(({ doorUuid }) => doorUuid).toSorted()).toEqual([home.door, lobby].toSorted());
  expect(held.every(({ role, endTime }) => role !== 'RESIDENT' && endTime !== null)).toBe(true);

  const guestId = operation.people[0]?.id ?? '';
  const host = { hostId: home.hostId, hostName: home.hostName };
  expect((await getPerson(owner, guestId)).accesses).toEqual([
    expect.objectContaining(host),
    expect.objectContaining(host),
  ]);
  expect((await getPerson(owner, home.hostId)).guests).toEqual([
    expect.objectContaining({ name: 'Guest Sam', isOurs: true, isDaily: false }),
    expect.objectContaining({ name: 'Guest Sam', isOurs: true, isDaily: false }),
  ]);
  const accesses = await listAccesses(owner, listAccessesQuery.parse({ q: 'Guest Sam' }));
  expect(accesses.items).toEqual([expect.objectContaining(host), expect.objectContaining(host)]);
  const guests = await listGuests(owner, listGuestsQuery.parse({ q: 'Guest Sam' }));
  expect(guests.items).toEqual([expect.objectContaining(host), expect.objectContaining(host)]);
  const [person] = (await listPeople(owner, listPeopleQuery.parse({ q: 'Guest Sam' }))).items;
  expect(person).toMatchObject({ hosts: [home.hostName] });
  expect((await getUnit(owner, home.unitId)).guests).toMatchObject([
    { personId: guestId, hostName: home.hostName, isCode: false },
  ]);
  expect((await checkClear(owner, home.unitId)).open).toMatchObject([
    { personId: guestId, who: 'guest', hostName: home.hostName },
  ]);
  const { rows } = await db().execute(sql`
    select kind, host_id as "hostId", door_id as "doorId" from access_reason where person_id = ${guestId}
    and ended_at is null order by door_id`);
  const reason = { kind: 'guest', hostId: home.hostId };
  expect(rows).toEqual([home.door, lobby].toSorted().map((doorId) => ({ ...reason, doorId })));
});

test('a code for a day is a guest of the host as well, shown before keys change hands and not taken for a lease', async () => {
  const home = await livingIn('Birch');
  await done(await invite(home, 'Tess', [home.door], { when: code }));
  expect(await heldBy('Tess')).toMatchObject([{ passcodeType: 'DAILY', doorUuid: home.door }]);
  expect((await checkClear(owner, home.unitId)).codes).toMatchObject([{ name: 'Guest Tess', hostName: home.hostName }]);
  const preview = await previewMoveOut(owner, [home.tenancyId]);
  expect(preview.people[0]?.daily).toMatchObject([{ guestName: 'Guest Tess' }]);
  const again = invite(home, 'Tess', [home.door], { when: code });
  await expect(again).rejects.toMatchObject({ code: 'invalid', params: { reason: 'daily_held' } });
  expect((await getPerson(owner, home.hostId)).guests).toMatchObject([
    { name: 'Guest Tess', doorId: home.door, isOurs: true, isDaily: true },
  ]);
  // The code is no reason to hold the door: a stay afterwards is given as if it were not there.
  await done(await invite(home, 'Tess', [home.door]));
  expect((await heldBy('Tess')).map(({ passcodeType }) => passcodeType).toSorted()).toEqual(['DAILY', 'PERMANENT']);
});

test('what the host may not pass on is refused: other doors, unshared ones, a longer stay, themselves', async () => {
  const home = await livingIn('Cedar');
  const refused = (reason: string, field: string) => ({ code: 'invalid', field, params: { reason } });
  const stranger = homes.at(-1) ?? '';
  await expect(invite(home, 'Uma', [stranger])).rejects.toMatchObject(refused('door_not_of_host', 'doorIds'));
  await expect(invite(home, 'Uma', [gym])).rejects.toMatchObject(refused('door_not_shareable', 'doorIds'));
  const today = dayOf(await now(), 'America/New_York');
  const tooLong = { when: { kind: 'stay', from: today, to: '2031-08-01' } } as const;
  await expect(invite(home, 'Uma', [home.door], tooLong)).rejects.toMatchObject(refused('guest_outlives_host', 'when'));
  await expect(invite(home, 'Cedar', [home.door])).rejects.toMatchObject(refused('guest_is_host', 'guest'));
  const noEmail = { guest: { firstName: 'Guest', lastName: 'Uma', email: '', phone: '+12125550188' } };
  await expect(invite(home, 'Uma', [home.door], noEmail)).rejects.toMatchObject(
    refused('email_required', 'guest.email'),
  );
  const elsewhere = await sessionAs('building_manager', [randomUUID()]);
  const missing = { code: 'forbidden_or_missing' };
  await expect(unitHosts(elsewhere, home.unitId)).rejects.toMatchObject(missing);
  expect((await unitHosts(owner, home.unitId)).hosts).toMatchObject([
    { tenancyId: home.tenancyId, name: home.hostName },
  ]);
  expect(await office.control.user(email('Uma'))).toBeNull();

  // Whoever has the home next lets nobody into it while others live there.
  const later = { kind: 'new', firstName: 'Host', lastName: 'Tupelo', email: email('Tupelo') } as const;
  await done(await moveIn(nextRequest(owner), moveInWish(home.unitId, later, { leaseStart: addDays(today, 10) })));
  const next = (await getUnit(owner, home.unitId)).tenants.find(({ name }) => name === 'Host Tupelo');
  const theirs = { ...home, tenancyId: next?.tenancyId ?? '' };
  const early = refused('guest_before_host', 'from');
  await expect(invite(theirs, 'Una', [home.door])).rejects.toMatchObject(early);
  await expect(invite(theirs, 'Una', [home.door], { when: code })).rejects.toMatchObject(early);
  const stay = (days: number) =>
    ({ when: { kind: 'stay', from: addDays(today, days), to: addDays(today, days + 2) } }) as const;
  await expect(invite(theirs, 'Una', [home.door], stay(9))).rejects.toMatchObject(early);
  expect(await office.control.user(email('Una'))).toBeNull();
  await done(await invite(theirs, 'Una', [home.door], stay(11)));
  expect(await heldBy('Una')).toMatchObject([{ doorUuid: home.door }]);
});

test('moving out takes the doors of the guests along, but for what they hold otherwise', async () => {
  const home = await livingIn('Dogwood');
  const other = await livingIn('Elm');
  await done(await invite(home, 'Vera', [home.door, lobby]));
  // She holds it already, until that day: there is nothing to send, but another reason to keep it.
  expect((await invite(other, 'Vera', [lobby])).operationId).toBeNull();
  const [leaver] = (await previewMoveOut(owner, [home.tenancyId])).people;
  expect(new Set(leaver?.doors.flatMap(({ guests }) => guests))).toEqual(new Set(['Guest Vera']));
  await done(await leave(home));
  expect(await heldBy('Dogwood')).toEqual([]);
  // Another host still lets her into the lobby.
  expect((await heldBy('Vera')).map(({ doorUuid }) => doorUuid)).toEqual([lobby]);
  expect((await checkClear(owner, home.unitId)).open).toEqual([]);
});

test('guests leave with a host who holds nothing at that moment: after a lost phone, or taken away by hand', async () => {
  const lost = await livingIn('Juniper');
  await done(await invite(lost, 'Abe', [lost.door, lobby]));
  await done(await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId: lost.hostId, note: '' }));
  const [leaver] = (await previewMoveOut(owner, [lost.tenancyId])).people;
  expect(leaver?.doors).toEqual([]);
  expect(leaver?.guestsAlone.map(({ name }) => name)).toEqual(['Guest Abe', 'Guest Abe']);
  await done(await leave(lost));
  expect(await heldBy('Abe')).toEqual([]);

  const home = await livingIn('Katsura');
  await done(await invite(home, 'Bo', [home.door, lobby]));
  const byHand = { intentId: randomUUID(), personId: home.hostId, doorIds: [home.door] };
  await done(await revokeAccess(nextRequest(owner), byHand));
  expect((await previewMoveOut(owner, [home.tenancyId])).people[0]?.guestsAlone).toMatchObject([{ name: 'Guest Bo' }]);
  await done(await leave(home));
  expect(await heldBy('Bo')).toEqual([]);
});

test('guests do not keep the old home of a host who moves on and has lost it before', async () => {
  for (const [name, guest] of [
    ['Larch', 'Cy'],
    ['Maple', 'Di'],
  ] as const) {
    const home = await livingIn(name);
    await done(await invite(home, guest, [home.door, lobby]));
    const taken = { intentId: randomUUID(), personId: home.hostId };
    await done(
      name === 'Larch'
        ? await lostPhone(nextRequest(owner), { ...taken, note: '' })
        : await revokeAccess(nextRequest(owner), { ...taken, doorIds: [home.door] }),
    );
    const doorIds = [homes.shift() ?? ''];
    const { unitId } = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: `${name} 2`, doorIds });
    const wish = { tenancyId: home.tenancyId, unitId, leaseEnd: '2031-07-31' };
    await done(await transfer(nextRequest(owner), { intentId: randomUUID(), ...wish }));
    expect((await heldBy(guest)).map(({ doorUuid }) => doorUuid)).toEqual([lobby]);
  }
});

test('when the host moves on, guests lose the old home with them, once the new one is confirmed', async () => {
  const home = await livingIn('Fir');
  await done(await invite(home, 'Will', [home.door, lobby]));
  const door = homes.shift() ?? '';
  const { unitId } = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: 'Next', doorIds: [door] });
  const moved = await transfer(nextRequest(owner), {
    intentId: randomUUID(),
    tenancyId: home.tenancyId,
    unitId,
    leaseEnd: '2031-07-31',
  });
  const operation = await done(moved);
  expect(operation.doors.every(({ state }) => state === 'applied')).toBe(true);
  expect((await heldBy('Will')).map(({ doorUuid }) => doorUuid)).toEqual([lobby]);
});

test('bringing a unit in line takes from guests what their host loses, and says so before', async () => {
  const home = await livingIn('Hazel');
  await done(await invite(home, 'Zoe', [home.door, lobby]));
  const { unitId, door } = home;
  await saveUnit(nextRequest(owner), { unitId, buildingId, name: 'Hazel', doorIds: [] });
  expect((await unitDrift(owner, unitId)).people).toMatchObject([{ name: home.hostName, guests: ['Guest Zoe'] }]);
  const operation = await done(await alignUnit(nextRequest(owner), { intentId: randomUUID(), unitId }));
  expect(operation.doors.map(({ action, doorId, state }) => [action, doorId, state])).toEqual([
    ['revoke', door, 'applied'],
    ['revoke', door, 'applied'],
  ]);
  expect((await heldBy('Hazel')).map(({ doorUuid }) => doorUuid).toSorted()).toEqual([lobby, gym].toSorted());
  expect((await heldBy('Zoe')).map(({ doorUuid }) => doorUuid)).toEqual([lobby]);
});

test('a guest who has become a roommate holds nothing once both have moved out', async () => {
  const home = await livingIn('Iris');
  const invited = await done(await invite(home, 'Quinn', [home.door]));
  const personId = invited.people[0]?.id ?? '';
  const roommate = moveInWish(home.unitId, { kind: 'known', personId });
  await done(await moveIn(nextRequest(owner), roommate));
  const { tenants } = await getUnit(owner, home.unitId);
  const doors = [{ personId: home.hostId, doorIds: [home.door, lobby, gym] }];
  const tenancyIds = tenants.map(({ tenancyId }) => tenancyId);
  await done(await moveOut(nextRequest(owner), { intentId: randomUUID(), tenancyIds, doors, note: '' }));
  expect(await heldBy('Iris')).toEqual([]);
  expect(await heldBy('Quinn')).toEqual([]);
});

test('whoever is still being let in is waited for: nobody gets the door once their host has left', async () => {
  const home = await livingIn('Gum');
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'NO' } },
    times: 1,
  });
  await done(await invite(home, 'Yuri', [home.door]));
  await office.stopWorker();
  const asked = await invite(home, 'Xena', [home.door]);
  await expect(leave(home)).rejects.toMatchObject({ code: 'stale', params: { reason: 'operation_under_way' } });
  await office.startWorker();
  await done(asked);
  await done(await leave(home));
  expect(await heldBy('Xena')).toEqual([]);
  // OpenKit refused him, and nothing wants the door for him any more.
  const { rows } = await db().execute(sql`
    select 1 from access_reason where host_id = ${home.hostId} and ended_at is null`);
  expect(rows).toEqual([]);
});
