import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OperationView } from '#lib/schemas/operation';
import { addDays, dayOf } from '#lib/time/day';
import { addMs } from '#lib/time/instant';
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
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { giveAgain } from '../accesses/give-again.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { lostPhone } from '../accesses/lost-phone.ts';
import { replaceStart } from '../accesses/replace-start.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { listActivity } from '../activity/list-activity.ts';
import { listActivityQuery } from '../activity/list-query.ts';
import { inviteGuest } from '../guests/invite-guest.ts';
import { decideDoor } from '../operations/decide-door.ts';
import { retryOperation } from '../operations/retry-operation.ts';
import { listTasksQuery } from '../tasks/list-query.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { extendLease } from '../tenancies/extend-lease.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { previewMoveOut } from '../tenancies/preview-move-out.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { changeEmail } from './change-email.ts';
import { getPerson } from './get-person.ts';

let office: BackOffice;
let owner: Session;
let buildingId: string;
let homes: string[];

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const building = await db().execute<{ id: string }>(sql`
    select id from building where time_zone = 'America/New_York' order by name limit 1`);
  buildingId = building.rows[0]?.id ?? '';
  const found = await db().execute<{ id: string }>(sql`
    select id from door where building_id = ${buildingId} and accessibility = 'private' and kind = 'door'
      and is_activated and is_connected order by name`);
  homes = found.rows.map(({ id }) => id);
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});
beforeEach(() => office.control.clearFaults());

let taken = 0;

/** Somebody who moved into a home with two doors, unless one is enough. */
async function resident(name: string, doors = 2) {
  const doorIds = homes.slice(taken, taken + doors);
  taken += doors;
  const { unitId } = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: `U${taken}`, doorIds });
  const email = `${name.toLowerCase()}@example.com`;
  const { operationId } = await moveIn(nextRequest(owner), {
    intentId: randomUUID(),
    unitId,
    person: { kind: 'new', firstName: name, lastName: 'Ito', email },
    leaseStart: '2026-01-01',
    leaseEnd: '2031-07-31',
    bundleIds: [],
    needsKeycard: false,
  });
  const moved = await settled(owner, operationId ?? '');
  return { unitId, doorIds, email, personId: moved.people[0]?.id ?? '' };
}

const done = async ({ operationId }: { operationId: string | null }): Promise<OperationView> =>
  settled(owner, operationId ?? '');
const states = (operation: OperationView) => operation.doors.map(({ action, state }) => `${action} ${state}`);
const opens = async (doorId: string, personId: string) =>
  (await office.control.tryDoor(doorId, { userUuid: personId })).opens;
const held = async (email: string) =>
  (await office.control.user(email))?.accesses.filter(({ revoked }) => !revoked).map(({ doorUuid }) => doorUuid) ?? [];

/** OpenKit may leave out what somebody is at a door: their lease knows it. */
const forgetRole = (personId: string) => db().execute(sql`update access set role = null where person_id = ${personId}`);
const rolesOf = async (email: string) =>
  (await office.control.user(email))?.accesses.filter(({ revoked }) => !revoked).map(({ role }) => role);

test('a lost phone takes every door, the home included, and they can be given again on the same terms', async () => {
  const { personId, doorIds, email, unitId } = await resident('Aiko');
  const lost = await lostPhone(nextRequest(owner), { intentId: randomUUID(), personId, note: 'case 17' });
  const operation = await done(lost);
  expect(operation.kind).toBe('lost_phone');
  expect(states(operation)).toEqual(['revoke applied', 'revoke applied']);
  expect(await held(email)).toEqual([]);
  expect((await getUnit(owner, unitId)).tenants).toMatchObject([{ wantedDoors: 2, heldDoors: 0 }]);

  await forgetRole(personId);
  const intentId = randomUUID();
  const again = await giveAgain(nextRequest(owner), { intentId, operationId: operation.id });
  expect(await giveAgain(nextRequest(owner), { intentId, operationId: operation.id })).toEqual(again);
  expect(states(await done(again))).toEqual(['grant applied', 'grant applied']);
  expect((await held(email)).toSorted()).toEqual(doorIds.toSorted());
  const ends = (await office.control.user(email))?.accesses.filter(({ revoked }) => !revoked);
  expect(ends?.map(({ role, endTime }) => `${role} ${endTime?.slice(0, 10)}`)).toEqual([
    'RESIDENT 2031-07-31',
    'RESIDENT 2031-07-31',
  ]);
  expect((await getUnit(owner, unitId)).tenants).toMatchObject([{ wantedDoors: 2, heldDoors: 2 }]);
  const twice = giveAgain(nextRequest(owner), { intentId: randomUUID(), operationId: operation.id });
  await expect(twice).rejects.toMatchObject({ code: expect.stringMatching(/stale|forbidden_or_missing/) });
});

test('a lost phone is told to whoever manages the other doors, and who noted it learns nothing of them', async () => {
  const { personId, email } = await resident('Emi', 1);
  const found = await db().execute<{ id: string; building_id: string }>(sql`
    select id, building_id from door where kind = 'door' and is_activated and is_connected
      and building_id <> ${buildingId} order by id limit 1`);
  const elsewhere = found.rows[0] ?? { id: '', building_id: '' };
  const given = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'known', personId },
    doorIds: [elsewhere.id],
    terms: { ...endless, start: await now(), notify: false },
  });
  await done(given);
  const manager = await sessionAs('building_manager', [buildingId]);
  for (const note of ['', 'rang again']) {
    const lost = await lostPhone(nextRequest(manager), { intentId: randomUUID(), personId, note });
    if (lost.operationId) await settled(manager, lost.operationId);
  }
  expect(await held(email)).toEqual([elsewhere.id]);
  const told = async (session: Session) =>
    (await listTasks(session, listTasksQuery.parse({ limit: 200 }))).items.filter((task) => task.personId === personId);
  const other = await sessionAs('building_manager', [elsewhere.building_id]);
  expect(await told(other)).toMatchObject([{ kind: 'phone_lost', buildingId: elsewhere.building_id }]);
  expect(await told(manager)).toEqual([]);
  const own = await listActivity(manager, listActivityQuery.parse({ limit: 200, staff: manager.staff.id }));
  expect(own.items.filter(({ building }) => building && building.id !== buildingId)).toEqual([]);
  // Once for the building, and once when nothing was held there any more.
  const query = { event: 'person.phone_lost', person: personId, staff: manager.staff.id };
  const noted = await listActivity(owner, listActivityQuery.parse(query));
  expect(noted.items.map(({ building }) => building?.id)).toEqual([undefined, buildingId]);
});

test('a door taken away by hand stays away when the lease is extended', async () => {
  const { personId, doorIds, email, unitId } = await resident('Gaia');
  const [kept = '', taken = ''] = doorIds;
  const revoked = { intentId: randomUUID(), personId, doorIds: [taken] };
  const byHand = await done(await revokeAccess(nextRequest(owner), revoked));
  expect(states(byHand)).toEqual(['revoke applied']);
  // What was taken away by hand is not given again as after a lost phone.
  const again = giveAgain(nextRequest(owner), { intentId: randomUUID(), operationId: byHand.id });
  await expect(again).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  const tenancyIds = (await getUnit(owner, unitId)).tenants.map(({ tenancyId }) => tenancyId);
  const later = { intentId: randomUUID(), tenancyIds, leaseEnd: '2033-07-31', sharing: null };
  expect(states(await done(await extendLease(nextRequest(owner), later)))).toEqual(['change applied']);
  expect(await held(email)).toEqual([kept]);
});

test('a new email gets the doors first, then the old one loses them, and the lease goes along', async () => {
  const { personId, doorIds, email, unitId } = await resident('Bram');
  await forgetRole(personId);
  const calls = (await office.control.journal()).length;
  const wish = { intentId: randomUUID(), personId, email: 'bram.new@example.com', note: '' };
  const operation = await done(await changeEmail(nextRequest(owner), wish));
  expect(states(operation)).toEqual(['grant applied', 'grant applied', 'revoke applied', 'revoke applied']);
  const writes = (await office.control.journal()).slice(calls).filter(({ method }) => method !== 'GET');
  expect(writes.map(({ method }) => method)).toEqual(['POST', 'DELETE', 'DELETE']);
  expect(await held(email)).toEqual([]);
  expect((await held('bram.new@example.com')).toSorted()).toEqual(doorIds.toSorted());
  expect(await rolesOf('bram.new@example.com')).toEqual(['RESIDENT', 'RESIDENT']);
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  expect(tenant).toMatchObject({ name: 'Bram Ito', wantedDoors: 2, heldDoors: 2, leaseEnd: '2031-07-31' });
  expect(tenant?.personId).not.toBe(personId);
  const links = await db().execute(sql`select to_person_id from person_link where from_person_id = ${personId}`);
  expect(links.rows).toEqual([{ to_person_id: tenant?.personId }]);
});

test('a new email does not shorten what the new address holds already, nor take it along when the lease ends', async () => {
  const { personId, doorIds, unitId } = await resident('Nils');
  const [door = ''] = doorIds;
  const email = 'nils.new@example.com';
  const longer = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Nils', lastName: 'Ito', email, phone: '' },
    doorIds: [door],
    terms: { ...endless, shareable: true, start: await now(), notify: false },
  });
  await done(longer);
  await db().execute(sql`delete from access_reason where door_id = ${door} and tenancy_id is null`);
  await done(await changeEmail(nextRequest(owner), { intentId: randomUUID(), personId, email, note: '' }));
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  const { rows } = await db().execute(sql`
    select ends_at as "end", shareable from access
    where person_id = ${tenant?.personId} and door_id = ${door} and gone_at is null`);
  expect(rows).toEqual([{ end: null, shareable: true }]);
  const [leaver] = (await previewMoveOut(owner, [tenant?.tenancyId ?? ''])).people;
  expect(leaver?.doors.find(({ doorId }) => doorId === door)).toMatchObject({ because: 'other' });
});

test('guests whom we let in go along with a new email, to somebody new and back to somebody known', async () => {
  const { personId, doorIds, email, unitId } = await resident('Gilda');
  const [door = ''] = doorIds;
  const day = dayOf(await now(), 'America/New_York');
  const tenancyId = (await getUnit(owner, unitId)).tenants[0]?.tenancyId ?? '';
  const stay = await inviteGuest(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyId, doorIds: [door], when: { kind: 'stay', from: day, to: addDays(day, 3) } },
    guest: { firstName: 'Pia', lastName: 'Visits', email: 'pia.visits@example.com', phone: '' },
  });
  const guestId = (await done(stay)).people[0]?.id ?? '';
  const hosts = async () => (await getPerson(owner, guestId)).accesses.map(({ hostId }) => hostId);
  expect(await hosts()).toEqual([personId]);
  const change = async (id: string, to: string) =>
    done(await changeEmail(nextRequest(owner), { intentId: randomUUID(), personId: id, email: to, note: '' }));
  const renamed = (await change(personId, 'gilda.new@example.com')).people.find(({ id }) => id !== personId)?.id ?? '';
  expect(await hosts()).toEqual([renamed]);
  await change(renamed, email);
  expect(await hosts()).toEqual([personId]);
  expect(await opens(door, guestId)).toBe(true);
});

test('an email is not changed while a door is still being given to the old one', async () => {
  const { personId } = await resident('Hedy');
  await office.stopWorker();
  const other = homes.at(-1) ?? '';
  const asked = await grantAccess(nextRequest(owner), {
    ...{ intentId: randomUUID(), recipient: { kind: 'known', personId }, doorIds: [other], note: '' },
    terms: { ...endless, start: await now(), notify: false },
  });
  const wish = { intentId: randomUUID(), personId, email: 'hedy.new@example.com', note: '' };
  await expect(changeEmail(nextRequest(owner), wish)).rejects.toMatchObject({
    ...{ code: 'stale', params: { reason: 'operation_under_way' } },
  });
  await office.startWorker();
  await done(asked);
  await done(await changeEmail(nextRequest(owner), wish));
  expect(await held('hedy.new@example.com')).toContain(other);
});

test('a new email takes along what lies in scope alone', async () => {
  const { personId, doorIds, email } = await resident('Edda');
  const [here = ''] = doorIds;
  const places = await db().execute<{ mine: string; other: string }>(sql`
    select d.building_id as mine, (select id from building where id <> d.building_id order by id limit 1) as other
    from door d where d.id = ${here}`);
  const { mine = '', other = '' } = places.rows[0] ?? {};
  await db().execute(sql`
    with elsewhere as (insert into unit (building_id, name) values (${other}, 'Elsewhere') returning id)
    insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name)
    select ${randomUUID()}, id, ${other}, ${personId}, ${personId}, 'Edda Ito' from elsewhere`);
  // Somebody there is a guest of hers.
  await db().execute(sql`
    with theirs as (
      select id, person_id, door_id from access where building_id = ${other} and gone_at is null order by id limit 1
    ), named as (insert into guest_access (access_id, host_id) select id, ${personId} from theirs)
    insert into access_reason (person_id, person_key, door_id, building_id, kind, host_id, starts_at, shareable, role)
    select person_id, person_id, door_id, ${other}, 'guest', ${personId}, ${await now()}, false, 'non_resident' from theirs`);
  const agent = await sessionAs('leasing_agent', [mine]);
  const wish = { intentId: randomUUID(), personId, email: 'edda.new@example.com', note: '' };
  await settled(agent, (await changeEmail(nextRequest(agent), wish)).operationId ?? '');
  expect(await held(email)).toEqual([]);
  const leases = await db().execute<{ isMine: boolean }>(sql`
    select building_id = ${mine} as "isMine" from tenancy where person_id = ${personId} and ended_at is null`);
  expect(leases.rows).toEqual([{ isMine: false }]);
  const guests = await db().execute(sql`
    select (select count(*)::int from guest_access where host_id = ${personId}) as shown,
      (select count(*)::int from access_reason where host_id = ${personId} and ended_at is null) as noted`);
  expect(guests.rows).toEqual([{ shown: 1, noted: 1 }]);
});

test('a new email that OpenKit refuses leaves the old one as it was, with its lease', async () => {
  const { personId, doorIds, unitId, email } = await resident('Cleo');
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'EMAIL_CAN_NOT_BE_EMPTY' } },
    times: 2,
  });
  const wish = { intentId: randomUUID(), personId, email: 'cleo.new@example.com', note: '' };
  const operation = await done(await changeEmail(nextRequest(owner), wish));
  expect(new Set(states(operation))).toEqual(new Set(['grant rejected', 'revoke cancelled']));
  for (const id of doorIds) expect(await opens(id, personId)).toBe(true);
  const stillThere = async () => {
    const kept = (await getUnit(owner, unitId)).tenants.find((tenant) => tenant.personId === personId);
    expect(kept).toMatchObject({ wantedDoors: 2, heldDoors: 2 });
  };
  await stillThere();

  const sendAgain = async ({ id: operationId }: OperationView) =>
    done(await retryOperation(nextRequest(owner), { operationId, intentId: randomUUID() }));
  const refusedTwice = await sendAgain(operation);
  expect(new Set(states(refusedTwice))).toEqual(new Set(['grant rejected', 'revoke cancelled']));
  await stillThere();
  const given = await sendAgain(refusedTwice);
  expect(states(given)).toEqual(['grant applied', 'grant applied', 'revoke applied', 'revoke applied']);
  expect(await held(email)).toEqual([]);
  const tenants = (await getUnit(owner, unitId)).tenants;
  expect(tenants).toMatchObject([{ personId: given.people[0]?.id, wantedDoors: 2, heldDoors: 2 }]);
  const links = await db().execute(sql`select to_person_id from person_link where from_person_id = ${personId}`);
  expect(links.rows).toEqual([{ to_person_id: tenants[0]?.personId }]);
});

test('another start is a revocation and then a grant, and a refused revocation is not followed by one', async () => {
  const { personId, doorIds, email } = await resident('Dina');
  const doorId = doorIds[0] ?? '';
  const start = addMs(await now(), 86_400_000);
  const ask = (of = doorId) =>
    replaceStart(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [of], start });
  await forgetRole(personId);
  expect(states(await done(await ask()))).toEqual(['revoke applied', 'grant applied']);
  expect(await rolesOf(email)).toEqual(['RESIDENT', 'RESIDENT']);
  expect(await office.control.tryDoor(doorId, { userUuid: personId })).toMatchObject({ reason: 'not_yet_valid' });
  expect((await held(email)).filter((id) => id === doorId)).toHaveLength(1);

  const other = doorIds[1] ?? '';
  await office.control.addFault({
    match: { method: 'DELETE', path: `*/doors/${other}` },
    effect: { type: 'respond', status: 400, json: { message: 'PASSCODE_TYPE_CANT_BE_REVOKED' } },
    times: 1,
  });
  expect(states(await done(await ask(other)))).toEqual(['revoke rejected', 'grant cancelled']);
  expect((await held(email)).filter((id) => id === other)).toHaveLength(1);
});

test('what waits for a step that only a person can settle is sent once they have said how it is', async () => {
  const { personId, doorIds, email } = await resident('Hana');
  const soon = '2030-01-31T12:00:00.000Z';
  const given = { passcodeType: 'PERMANENT', start: await now(), end: soon, shareable: true } as const;
  const other = await done(
    await grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient: { kind: 'new', firstName: 'Hana', lastName: 'Ito', email: 'hana.new@example.com', phone: '' },
      doorIds,
      terms: { ...given, role: 'resident', notify: false },
    }),
  );
  const newId = other.people[0]?.id ?? '';
  for (const id of doorIds) await office.control.moveEndElsewhere(newId, id, '2030-05-01T12:00:00.000Z');
  // A reading this fresh would be trusted.
  await db().execute(sql`update person set refreshed_at = refreshed_at - interval '1 minute' where id = ${newId}`);
  const wish = { intentId: randomUUID(), personId, email: 'hana.new@example.com', note: '' };
  const { id: operationId, state, doors } = await done(await changeEmail(nextRequest(owner), wish));
  expect(state).toBe('needs_person');
  const [first, second] = doors.filter(({ action }) => action === 'change');
  const after = async (door: typeof first, decision: 'keep' | 'overwrite') => {
    const about = { operationId, itemId: door?.itemId ?? '', doorId: door?.doorId ?? '' };
    await decideDoor(nextRequest(owner), { ...about, decision });
    return states(await done({ operationId })).toSorted();
  };
  expect((await held(email)).toSorted()).toEqual(doorIds.toSorted());
  expect(await after(first, 'keep')).toEqual([
    'change cancelled',
    'change needs_person',
    'revoke applied',
    'revoke queued',
  ]);
  expect(await held(email)).toEqual([second?.doorId]);
  expect(await after(second, 'overwrite')).toEqual([
    'change applied',
    'change cancelled',
    'revoke applied',
    'revoke applied',
  ]);
  expect(await held(email)).toEqual([]);
});

test('what a person says of a lost revocation counts: what waited for it is not sent, and gone is gone for good', async () => {
  const { personId, doorIds, unitId } = await resident('Igor');
  const [kept = '', taken = ''] = doorIds;
  await office.control.addFault({ match: { method: 'DELETE' }, effect: { type: 'respond', status: 500 }, times: 6 });
  const about = () => ({ intentId: randomUUID(), personId });
  const later = { doorIds: [kept], start: addMs(await now(), 86_400_000) };
  const asked = [
    await replaceStart(nextRequest(owner), { ...about(), ...later }),
    await revokeAccess(nextRequest(owner), { ...about(), doorIds: [taken] }),
  ];
  const [replaced, revoked] = await Promise.all(asked.map(done));
  await office.control.revokeElsewhere(personId, taken);
  const say = async (lost: OperationView | undefined, decision: 'there' | 'not_there') => {
    const { id: operationId = '', doors: [door] = [] } = lost ?? {};
    const about = { operationId, itemId: door?.itemId ?? '', doorId: door?.doorId ?? '' };
    await decideDoor(nextRequest(owner), { ...about, decision });
    return states(await done({ operationId }));
  };
  expect(await say(replaced, 'not_there')).toEqual(['revoke rejected', 'grant cancelled']);
  expect(await say(revoked, 'there')).toEqual(['revoke applied']);
  expect((await getUnit(owner, unitId)).tenants).toMatchObject([{ wantedDoors: 1 }]);
});

test('what cannot be is refused by name: the same address, no address, a start after the end, no door', async () => {
  const { personId, email, doorIds } = await resident('Esra');
  const change = (to: string) =>
    changeEmail(nextRequest(owner), { intentId: randomUUID(), personId, email: to, note: '' });
  await expect(change(email.toUpperCase())).rejects.toMatchObject({ field: 'email', params: { reason: 'same_email' } });
  await expect(change('nobody@x')).rejects.toMatchObject({ field: 'email', params: { reason: 'email_invalid' } });
  const late = { intentId: randomUUID(), personId, doorIds, start: '2040-01-01T00:00:00.000Z' };
  await expect(replaceStart(nextRequest(owner), late)).rejects.toMatchObject({ field: 'start' });
  const none = { ...late, doorIds: [homes.at(-1) ?? ''] };
  await expect(replaceStart(nextRequest(owner), none)).rejects.toMatchObject({ code: 'forbidden_or_missing' });
});

test('S06: staff of another building and auditors can do none of it', async () => {
  const { personId, doorIds } = await resident('Finn', 1);
  const elsewhere = await db().execute<{ id: string }>(sql`select id from building where id <> ${buildingId} limit 1`);
  const foreign = await sessionAs('building_manager', [elsewhere.rows[0]?.id ?? '']);
  const auditor = await sessionAs('auditor', [buildingId]);
  for (const session of [foreign, auditor]) {
    const missing = { code: 'forbidden_or_missing' };
    const about = { intentId: randomUUID(), personId };
    await expect(lostPhone(session, { ...about, note: '' })).rejects.toMatchObject(missing);
    await expect(changeEmail(session, { ...about, email: 'x@example.com', note: '' })).rejects.toMatchObject(missing);
    await expect(replaceStart(session, { ...about, doorIds, start: await now() })).rejects.toMatchObject(missing);
  }
  expect(await opens(doorIds[0] ?? '', personId)).toBe(true);

  // Of somebody they may see as well: what is under way at a door that is not theirs looks like a door that is not
  // there.
  await db().execute(sql`
    insert into person_building (person_id, building_id, sort_name)
    values (${personId}, ${elsewhere.rows[0]?.id ?? ''}, 'finn')`);
  const later = { personId, start: addMs(await now(), 86_400_000) };
  await office.stopWorker();
  const queued = await replaceStart(nextRequest(owner), { intentId: randomUUID(), ...later, doorIds });
  const refusal = (asked: string[]) =>
    replaceStart(nextRequest(foreign), { intentId: randomUUID(), ...later, doorIds: asked }).catch(
      ({ code, field, params }) => ({ code, field, params }),
    );
  expect(await refusal(doorIds)).toMatchObject({ params: { reason: 'access_gone' } });
  expect(await refusal(doorIds)).toEqual(await refusal([randomUUID()]));
  await office.startWorker();
  await done(queued);
});
