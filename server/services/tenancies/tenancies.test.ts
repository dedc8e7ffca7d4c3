import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OperationView } from '#lib/schemas/operation';
import type { MoveInInput } from '#lib/schemas/tenancy';
import type { UnitView } from '#lib/schemas/unit';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { access } from '#server/db/schema/mirror';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../../e2e/fixtures/back-office.ts';
import { emailOf, type Homes, type MirrorDoor, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { decideDoor } from '../operations/decide-door.ts';
import { retryOperation } from '../operations/retry-operation.ts';
import { getUnit } from '../units/get-unit.ts';
import { extendLease } from './extend-lease.ts';
import { moveIn } from './move-in.ts';
import { moveOut } from './move-out.ts';
import { personHome } from './person-home.ts';
import { previewMoveOut } from './preview-move-out.ts';
import { proveMovedOut } from './prove-moved-out.ts';
import { transfer } from './transfer.ts';

let office: BackOffice;
let owner: Session;
let homes: Homes;
let lobby: MirrorDoor;
let gym: MirrorDoor;
let amenities: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  homes = await openHomes(owner);
  const [first, second] = homes.communal;
  if (!first || !second) throw new Error('The building has no two communal doors.');
  lobby = first;
  gym = second;
  amenities = (
    await saveBundle(nextRequest(owner), {
      bundleId: null,
      buildingId: homes.buildingId,
      name: 'Amenities',
      kind: 'amenities',
      doors: [
        { doorId: lobby.id, isShareable: true, endsOn: null },
        { doorId: gym.id, isShareable: false, endsOn: null },
      ],
    })
  ).bundleId;
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});
beforeEach(async () => {
  await office.startWorker();
  await office.control.clearFaults();
});

const newUnit = () => homes.newUnit();
const ask = (unitId: string, person: MoveInInput['person'], more: Partial<MoveInInput> = {}, session = owner) =>
  moveIn(nextRequest(session), moveInWish(unitId, person, { bundleIds: [amenities], ...more }));

async function done({ operationId }: { operationId: string | null }): Promise<OperationView> {
  if (!operationId) throw new Error('Nothing was sent.');
  return settled(owner, operationId);
}

const callCount = async () => (await office.control.journal()).length;
/** What was asked of OpenKit since, in order. */
const callsSince = async (count: number) => (await office.control.journal()).slice(count);

const states = (operation: OperationView) => operation.doors.map(({ action, state }) => `${action} ${state}`);

async function livingIn(unitId: string): Promise<UnitView['tenants'][number]> {
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  if (!tenant?.personId) throw new Error('Nobody known lives there.');
  return tenant;
}

async function movedIn(name: string) {
  const home = await newUnit();
  await done(await ask(home.unitId, somebody(name)));
  const tenant = await livingIn(home.unitId);
  return { ...home, tenancyId: tenant.tenancyId, personId: tenant.personId ?? '', email: emailOf(name) };
}

const refuseNextGrant = () =>
  office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'INVALID_START_TIME' } },
    times: 1,
  });

const opens = async (doorId: string, personId: string) =>
  (await office.control.tryDoor(doorId, { userUuid: personId })).opens;

async function leave(tenancyIds: string[], extraDoorIds: string[] = []) {
  const { people } = await previewMoveOut(owner, tenancyIds);
  return moveOut(nextRequest(owner), {
    intentId: randomUUID(),
    tenancyIds,
    note: '',
    doors: people.flatMap(({ personId, doors }) =>
      personId
        ? [
            {
              personId,
              doorIds: doors
                .filter(({ because, doorId }) => because === 'lease' || extraDoorIds.includes(doorId))
                .map(({ doorId }) => doorId),
            },
          ]
        : [],
    ),
  });
}

test('a move-in gives home and amenities as a resident, in one call for each set of terms, and tells them once', async () => {
  const { unitId, door } = await newUnit();
  const operation = await done(await ask(unitId, somebody('Ines')));
  expect(operation.kind).toBe('move_in');
  expect(states(operation)).toEqual(['grant applied', 'grant applied', 'grant applied']);
  const held = (await office.control.user('ines.rivera@example.com'))?.accesses ?? [];
  expect(held.map((access) => access.doorUuid).toSorted()).toEqual([door.id, lobby.id, gym.id].toSorted());
  expect(new Set(held.map(({ role, endTime }) => `${role} ${endTime}`)).size).toBe(1);
  expect(held[0]).toMatchObject({ role: 'RESIDENT' });
  // The gym may not be shared, so that it takes a second call; the invite comes with the first alone.
  expect(await office.control.outbox('ines.rivera@example.com')).toHaveLength(1);
  const tenant = await livingIn(unitId);
  expect(tenant).toMatchObject({ wantedDoors: 3, heldDoors: 3, leaseEnd: '2031-07-31' });
  expect(await opens(door.id, tenant.personId ?? '')).toBe(true);
});

test('the same intent twice is one move-in', async () => {
  const { unitId } = await newUnit();
  const intentId = randomUUID();
  const answers = await Promise.all([1, 2, 3].map(() => ask(unitId, somebody('Dora'), { intentId })));
  expect(new Set(answers.map(({ operationId }) => operationId)).size).toBe(1);
  await done({ operationId: answers[0]?.operationId ?? null });
  expect((await getUnit(owner, unitId)).tenants).toHaveLength(1);
  expect(await office.control.outbox('dora.rivera@example.com')).toHaveLength(1);
});

test('a door held already is changed, not given again, and a lease never shortens what it did not give', async () => {
  const { unitId } = await newUnit();
  const first = await done(await ask(unitId, somebody('Omar'), { bundleIds: [amenities], leaseEnd: null }));
  const personId = first.people[0]?.id ?? '';
  const second = await newUnit();
  const both = await done(await ask(second.unitId, { kind: 'known', personId }, { leaseEnd: '2030-01-31' }));
  expect(states(both)).toEqual(['grant applied']);
  const held = (await office.control.user('omar.rivera@example.com'))?.accesses ?? [];
  expect(held.find((access) => access.doorUuid === lobby.id)?.endTime).toBeNull();
  expect(held.filter((access) => access.doorUuid === lobby.id)).toHaveLength(1);
});

test('a move-out takes what nothing else keeps, one DELETE a door, and is proved by one live reading', async () => {
  const { unitId, tenancyId, personId, door } = await movedIn('Tess');
  const [preview] = (await previewMoveOut(owner, [tenancyId])).people;
  expect(preview?.doors.map(({ because }) => because)).toEqual(['lease', 'lease', 'lease']);
  // Their codes are in the Latch app alone, and stop all the same.
  expect(preview?.doors.map(({ hasCode }) => hasCode)).toEqual([true, true, true]);
  const before = await callCount();
  const operation = await done(await leave([tenancyId]));
  expect(states(operation)).toEqual(['revoke applied', 'revoke applied', 'revoke applied']);
  const proof = await proveMovedOut(nextRequest(owner), [personId]);
  expect(proof.people).toEqual([{ name: 'Tess Rivera', left: [], unreadable: 0 }]);
  const calls = (await callsSince(before)).filter(({ path }) => path.includes(personId));
  expect(calls.filter(({ method }) => method === 'DELETE')).toHaveLength(3);
  for (const id of [door.id, lobby.id, gym.id]) expect(await opens(id, personId)).toBe(false);
  expect((await getUnit(owner, unitId)).tenants).toEqual([]);
  expect((await getUnit(owner, unitId)).formerTenants).toMatchObject([{ name: 'Tess Rivera' }]);
});

test('the proof of a move-out reads their guests as well, and names who still opens a door through them', async () => {
  const { tenancyId, personId } = await movedIn('Hedda');
  const email = 'gil.guest@example.com';
  const guest = { doorUuid: lobby.id, hostUuid: personId, email, firstName: 'Gil', lastName: 'Guest' };
  await office.control.worldEvent({ type: 'guest_invited', ...guest });
  await sweepNow();
  const guestId = (await office.control.user(email))?.userUuid ?? '';
  await done(await leave([tenancyId]));
  const yesterday = addMs(await now(), -86_400_000);
  const shared = (endTime: string | null) => ({
    ...{ userUuid: guestId, doorUuid: lobby.id, passcodeType: 'PERMANENT', shareable: false, role: 'GUEST' },
    ...{ startTime: yesterday, endTime, granter: { type: 'USER', uuid: personId } },
  });
  const keeps = async (access: ReturnType<typeof shared>) =>
    office.control.addFault({
      match: { method: 'GET', path: `/v1/users/${guestId}` },
      effect: {
        type: 'respond',
        status: 200,
        json: { userUuid: guestId, email, firstName: 'Gil', lastName: 'Guest', accesses: [access] },
      },
      times: 1,
    });
  const prove = async () => (await proveMovedOut(nextRequest(owner), [personId])).people;
  const here = { doorName: lobby.name, why: 'guest' };
  await keeps(shared('2031-07-31T11:00:00'));
  expect(await prove()).toMatchObject([{ left: [] }, { name: 'Gil Guest', left: [here], unreadable: 1 }]);
  await keeps(shared(null));
  expect(await prove()).toMatchObject([
    { name: 'Hedda Rivera', left: [], unreadable: 0 },
    { name: 'Gil Guest', left: [here], unreadable: 0 },
  ]);
  expect(await prove()).toMatchObject([
    { name: 'Hedda Rivera', left: [] },
    { name: 'Gil Guest', left: [] },
  ]);
  expect(await prove()).toMatchObject([{ name: 'Hedda Rivera', left: [] }]);
});

test('a 404 proves no move-out: OpenKit’s whole list does, and who has their address there', async () => {
  const [held] = (
    await db().execute<{ personId: string; email: string; doorId: string; doorName: string }>(sql`
      select p.id as "personId", p.email, d.id as "doorId", d.name as "doorName"
      from access a join person p on p.id = a.person_id join door d on d.id = a.door_id
      where a.passcode_type = 'PERMANENT' and a.granter_kind = 'partner' and a.gone_at is null and a.ends_at is null
        and p.email is not null order by a.id limit 1`)
  ).rows;
  if (!held) throw new Error('Nobody holds anything.');
  const { personId, email, doorId, doorName } = held;
  const prove = async () => (await proveMovedOut(nextRequest(owner), [personId])).people[0];
  const respond = (path: string, answer: object) =>
    office.control.addFault({ match: { method: 'GET', path }, effect: { type: 'respond', ...answer } });
  const listOnly = (users: object[]) => respond('/v1/users', { status: 200, json: { users, nextPageToken: null } });
  await respond('*', { status: 404 });
  await expect(prove()).rejects.toMatchObject({ code: 'unavailable' });
  await office.control.clearFaults();
  await respond(`/v1/users/${personId}`, { status: 404 });
  expect((await prove())?.left).toContainEqual(expect.objectContaining({ doorName, why: 'held' }));
  await listOnly([]);
  expect(await prove()).toMatchObject({ left: [], unreadable: 0 });
  await office.control.clearFaults();
  await respond(`/v1/users/${personId}`, { status: 404 });
  const granter = { type: 'PARTNER', uuid: randomUUID() };
  const access = { doorUuid: doorId, passcodeType: 'PERMANENT', shareable: false, role: 'RESIDENT', granter };
  const name = { firstName: 'Paz', lastName: 'Rivera', email };
  const other = { ...name, userUuid: randomUUID(), accesses: [{ ...access, startTime: await now(), endTime: null }] };
  await listOnly([other]);
  expect(await prove()).toMatchObject({ left: [{ doorName }], unreadable: 0 });
  await office.control.clearFaults();
});

test('a newcomer whom OpenKit refused can be moved out, or sent again and then moved out with every door', async () => {
  const refuse = () =>
    office.control.addFault({
      match: { method: 'POST', path: '/v2/users' },
      effect: { type: 'respond', status: 400, json: { message: 'USER_NOT_ALLOWED' } },
      times: 2,
    });
  await refuse();
  const [gone, again] = [await newUnit(), await newUnit()];
  const refused = await done(await ask(gone.unitId, somebody('Rex')));
  expect(new Set(refused.doors.map(({ state }) => state))).toEqual(new Set(['rejected']));
  const [lost] = (await getUnit(owner, gone.unitId)).tenants;
  const tenancyId = lost?.tenancyId ?? '';
  await expect(
    extendLease(nextRequest(owner), { intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd: null, sharing: null }),
  ).rejects.toMatchObject({ params: { reason: 'access_never_given' } });
  expect(await leave([tenancyId])).toEqual({ operationId: null });
  expect((await getUnit(owner, gone.unitId)).tenants).toEqual([]);

  await refuse();
  const { id: operationId } = await done(await ask(again.unitId, somebody('Ria')));
  await done(await retryOperation(nextRequest(owner), { operationId, intentId: randomUUID() }));
  const tenant = await livingIn(again.unitId);
  expect(tenant).toMatchObject({ wantedDoors: 3, heldDoors: 3 });
  expect(states(await done(await leave([tenant.tenancyId])))).toEqual(Array(3).fill('revoke applied'));
});

test('what a tenant is given by hand ends with the lease that brings it, or else by itself when they leave', async () => {
  const { tenancyId, personId } = await movedIn('Hana');
  const extra = homes.communal[2];
  if (!extra) throw new Error('The building has no third communal door.');
  const give = (end: string, note: string) =>
    grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient: { kind: 'known', personId },
      doorIds: [lobby.id, extra.id],
      terms: {
        passcodeType: 'PERMANENT',
        start: '2026-11-01T15:00:00.000Z',
        end,
        shareable: false,
        role: 'resident',
        notify: false,
      },
      note,
    });
  const end = '2032-07-31T15:00:00.000Z';
  expect(states(await done(await give('2032-01-31T15:00:00.000Z', 'Committee')))).toEqual([
    'grant applied',
    'change applied',
  ]);
  // What is said later joins what was said, once.
  await done(await give('2032-05-31T15:00:00.000Z', 'Party'));
  await done(await give(end, 'Party'));
  // The lease goes on wanting the lobby for as long as it was given: the next plan does not shorten it.
  const reasons = await db().execute<{ doorId: string; kind: string; end: Date; note: string }>(sql`
    select door_id as "doorId", kind, ends_at as "end", note from access_reason
    where person_id = ${personId} and ended_at is null and note is not null order by kind`);
  expect(reasons.rows).toMatchObject([
    { doorId: extra.id, kind: 'by_hand', note: 'Committee; Party' },
    { doorId: lobby.id, kind: 'lease', note: 'Committee; Party' },
  ]);
  expect(new Set(reasons.rows.map((row) => Date.parse(String(row.end))))).toEqual(new Set([Date.parse(end)]));
  const [leaver] = (await previewMoveOut(owner, [tenancyId])).people;
  const because = (doorId: string) => leaver?.doors.find((one) => one.doorId === doorId);
  expect(because(lobby.id)).toMatchObject({ because: 'lease' });
  expect(because(extra.id)).toMatchObject({ because: 'by_hand', reasons: ['access for “Committee; Party”'] });
  await done(await leave([tenancyId], [extra.id]));
  expect([await opens(lobby.id, personId), await opens(extra.id, personId)]).toEqual([false, false]);
});

test('what the proof finds left is named: an access that came back behind our backs', async () => {
  const { tenancyId, personId, door } = await movedIn('Vera');
  await office.control.addFault({
    match: { method: 'DELETE', path: `*/doors/${door.id}` },
    effect: { type: 'respond', status: 400, json: { message: 'PASSCODE_TYPE_CANT_BE_REVOKED' } },
    times: 1,
  });
  const operation = await done(await leave([tenancyId]));
  expect(states(operation).toSorted()).toEqual(['revoke applied', 'revoke applied', 'revoke rejected']);
  const proof = await proveMovedOut(nextRequest(owner), [personId]);
  expect(proof.people[0]?.left).toMatchObject([{ doorName: door.name, why: 'held' }]);
  await office.control.addFault({
    match: { method: 'GET', path: `/v1/users/${personId}` },
    effect: { type: 'drift', field: 'accesses[].doorUuid', to: 'null' },
  });
  // What could not be read is not called clear.
  expect((await proveMovedOut(nextRequest(owner), [personId])).people).toMatchObject([{ left: [], unreadable: 1 }]);
  await office.control.clearFaults();
});

test('a second lease keeps the lobby when the first one ends', async () => {
  const first = await movedIn('Nia');
  const second = await newUnit();
  await done(await ask(second.unitId, { kind: 'known', personId: first.personId }));
  const [preview] = (await previewMoveOut(owner, [first.tenancyId])).people;
  expect(preview?.doors.find(({ doorId }) => doorId === lobby.id)).toMatchObject({
    because: 'other',
    reasons: [`lease of ${second.name}`],
  });
  const operation = await done(await leave([first.tenancyId]));
  expect(states(operation)).toEqual(['revoke applied']);
  expect(await opens(first.door.id, first.personId)).toBe(false);
  expect(await opens(lobby.id, first.personId)).toBe(true);
  expect(await opens(second.door.id, first.personId)).toBe(true);
});

test('a door that came to end since the preview stops the move-out', async () => {
  const { tenancyId, personId } = await movedIn('Pia');
  const asked = moveOut(nextRequest(owner), {
    intentId: randomUUID(),
    tenancyIds: [tenancyId],
    doors: [{ personId, doorIds: [lobby.id] }],
    note: '',
  });
  await expect(asked).rejects.toMatchObject({ code: 'stale', params: { reason: 'doors_changed' } });
});

test('an extension moves the end on all doors, by one PATCH each with both fields', async () => {
  const { unitId, tenancyId, personId, email } = await movedIn('Lior');
  const before = await callCount();
  const operation = await done(
    await extendLease(nextRequest(owner), {
      intentId: randomUUID(),
      tenancyIds: [tenancyId],
      leaseEnd: '2032-07-31',
      sharing: null,
    }),
  );
  expect(states(operation)).toEqual(['change applied', 'change applied', 'change applied']);
  const patches = (await callsSince(before)).filter(({ method }) => method === 'PATCH');
  expect(patches).toHaveLength(3);
  expect(patches.flatMap(({ violations }) => violations)).toEqual([]);
  const held = (await office.control.user(email))?.accesses ?? [];
  expect(held.map(({ endTime }) => endTime?.slice(0, 10))).toEqual(['2032-07-31', '2032-07-31', '2032-07-31']);
  expect(await livingIn(unitId)).toMatchObject({ leaseEnd: '2032-07-31', differingDoors: [], doubledDoors: [] });
  const past = { intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd: '2020-01-01', sharing: null };
  await expect(extendLease(owner, past)).rejects.toMatchObject({ code: 'invalid', field: 'leaseEnd' });

  // A refused change is held as it was, and said so.
  await office.control.addFault({
    match: { method: 'PATCH' },
    effect: { type: 'respond', status: 400, json: { message: 'NO' } },
    times: 1,
  });
  const later = { intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd: '2033-07-31', sharing: null };
  const again = await done(await extendLease(nextRequest(owner), later));
  const refused = again.doors.find(({ state }) => state === 'rejected');
  const named = [refused?.doorName];
  expect(await livingIn(unitId)).toMatchObject({ heldDoors: 3, differingDoors: named, doubledDoors: [] });
  // Held twice, nobody can tell which of them a change would hit.
  const isRefused = and(eq(access.personId, personId), eq(access.doorId, refused?.doorId ?? ''));
  const [one] = await db().select().from(access).where(isRefused);
  if (!one) throw new Error('The refused door is not held.');
  const second = { ...one, id: randomUUID(), granterKind: 'unknown' as const, granterId: null };
  await db().insert(access).values(second);
  expect(await livingIn(unitId)).toMatchObject({ heldDoors: 3, differingDoors: [], doubledDoors: named });
  expect((await personHome(owner, personId)).leases).toMatchObject([{ wantedDoors: 3, doubledDoors: named }]);
  await db().delete(access).where(eq(access.id, second.id));
});

test('a door whose end was moved in Mission Control is left to a person, the rest of the lease is extended', async () => {
  const { tenancyId, personId, email, door } = await movedIn('Iris');
  await office.control.moveEndElsewhere(personId, door.id, '2030-05-01T12:00:00.000Z');
  // A reading this fresh would be trusted.
  await db().execute(sql`update person set refreshed_at = refreshed_at - interval '1 minute' where id = ${personId}`);
  const lease = { tenancyIds: [tenancyId], leaseEnd: '2032-07-31', sharing: null };
  const operation = await done(await extendLease(nextRequest(owner), { ...lease, intentId: randomUUID() }));
  expect(states(operation).toSorted()).toEqual(['change applied', 'change applied', 'change needs_person']);
  const open = operation.doors.find(({ doorId }) => doorId === door.id);
  expect(open).toMatchObject({
    reason: 'changed_elsewhere',
    conflict: { expected: { end: expect.stringMatching(/^2031-07-31/) }, found: { end: '2030-05-01T12:00:00.000Z' } },
  });
  const endOfHome = async () =>
    (await office.control.user(email))?.accesses.find(({ doorUuid }) => doorUuid === door.id)?.endTime?.slice(0, 10);
  expect(await endOfHome()).toBe('2030-05-01');
  const decision = { operationId: operation.id, itemId: open?.itemId ?? '', doorId: door.id };
  await decideDoor(nextRequest(owner), { ...decision, decision: 'overwrite' });
  await done({ operationId: operation.id });
  expect(await endOfHome()).toBe('2032-07-31');
});

test('whether the doors of a lease may be shared changes over all of them, but for what a bundle keeps from guests', async () => {
  const { tenancyId, email } = await movedIn('Shay');
  const before = await callCount();
  const lease = { tenancyIds: [tenancyId] };
  const change = async (sharing: 'never' | 'as_bundled') =>
    done(await extendLease(nextRequest(owner), { ...lease, intentId: randomUUID(), sharing }));
  // The gym was never to be shared: it is left alone, and the others get one PATCH each way.
  expect(states(await change('never'))).toEqual(['change applied', 'change applied']);
  expect(await sharedBy(email)).toEqual({ shared: 0, kept: 3 });
  expect(states(await change('as_bundled'))).toEqual(['change applied', 'change applied']);
  expect(await sharedBy(email)).toEqual({ shared: 2, kept: 1 });
  const patches = (await callsSince(before)).filter(({ method }) => method === 'PATCH');
  expect(patches.flatMap(({ violations }) => violations)).toEqual([]);
  const held = (await office.control.user(email))?.accesses ?? [];
  expect(held.map(({ endTime }) => endTime?.slice(0, 10))).toEqual(['2031-07-31', '2031-07-31', '2031-07-31']);
});

async function sharedBy(email: string): Promise<object | undefined> {
  const { rows } = await db().execute(sql`
    select count(*) filter (where a.shareable)::int as shared, count(*) filter (where not a.shareable)::int as kept
    from access a join person p on p.id = a.person_id where p.email = ${email} and a.gone_at is null`);
  return rows[0];
}

test('a transfer gives the new home, then takes the old one, and never touches the lobby', async () => {
  const { tenancyId, personId, door } = await movedIn('Mika');
  const next = await newUnit();
  const before = await callCount();
  const operation = await done(
    await transfer(nextRequest(owner), {
      intentId: randomUUID(),
      tenancyId,
      unitId: next.unitId,
      leaseEnd: '2031-07-31',
    }),
  );
  expect(states(operation)).toEqual(['grant applied', 'revoke applied']);
  const writes = (await callsSince(before)).filter(({ method }) => method !== 'GET');
  expect(writes.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
  expect(writes.filter(({ path }) => path.includes(lobby.id))).toEqual([]);
  expect(await opens(door.id, personId)).toBe(false);
  expect(await opens(next.door.id, personId)).toBe(true);
  expect(await opens(lobby.id, personId)).toBe(true);
});

test('a transfer whose new home is refused leaves the old one open, and the doors of both as they were', async () => {
  const { tenancyId, personId, door, unitId } = await movedIn('Sana');
  const next = await newUnit();
  await refuseNextGrant();
  const asked = await callCount();
  const wish = { intentId: randomUUID(), tenancyId, unitId: next.unitId, leaseEnd: null };
  const operation = await done(await transfer(nextRequest(owner), wish));
  expect(states(operation)).toEqual(['grant rejected', 'change cancelled', 'change cancelled', 'revoke cancelled']);
  expect(new Set(operation.doors.slice(1).map(({ reason }) => reason))).toEqual(new Set(['step_before_failed']));
  expect((await callsSince(asked)).filter(({ method }) => method === 'PATCH')).toEqual([]);
  expect(await opens(door.id, personId)).toBe(true);

  // Sent again, the new home comes first and the old one goes after it, as it was meant; the old lease is over then.
  const before = await callCount();
  const again = { operationId: operation.id, intentId: randomUUID() };
  const retry = await retryOperation(nextRequest(owner), again);
  expect(await retryOperation(nextRequest(owner), again)).toEqual(retry);
  expect(states(await done(retry))).toEqual(['grant applied', 'change applied', 'change applied', 'revoke applied']);
  const writes = (await callsSince(before)).filter(({ method }) => method !== 'GET');
  expect(writes.map(({ method }) => method)).toEqual(['POST', 'DELETE', 'PATCH', 'PATCH']);
  expect(await opens(door.id, personId)).toBe(false);
  expect((await getUnit(owner, unitId)).tenants).toEqual([]);
  expect(await livingIn(next.unitId)).toMatchObject({ wantedDoors: 3, heldDoors: 3 });
});

test('a retry leaves the old home alone where its lease was changed since: it is wanted', async () => {
  const { tenancyId, personId, door, unitId } = await movedIn('Olga');
  const next = await newUnit();
  await refuseNextGrant();
  const wish = { intentId: randomUUID(), tenancyId, unitId: next.unitId, leaseEnd: null };
  const { id: operationId } = await done(await transfer(nextRequest(owner), wish));
  const later = { intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd: '2033-07-31', sharing: null };
  await done(await extendLease(nextRequest(owner), later));
  const retry = await retryOperation(nextRequest(owner), { operationId, intentId: randomUUID() });
  expect(states(await done(retry))).toEqual(['grant applied', 'change applied', 'change applied']);
  expect(await opens(door.id, personId)).toBe(true);
  expect(await livingIn(unitId)).toMatchObject({ tenancyId, wantedDoors: 3, heldDoors: 3 });
});

test('roommates share a home and leave one by one', async () => {
  const { unitId, tenancyId, personId, door } = await movedIn('Ada');
  await done(await ask(unitId, somebody('Bea')));
  expect((await getUnit(owner, unitId)).tenants.map(({ name }) => name)).toEqual(['Ada Rivera', 'Bea Rivera']);
  await done(await leave([tenancyId]));
  expect(await opens(door.id, personId)).toBe(false);
  const bea = await livingIn(unitId);
  expect(bea.name).toBe('Bea Rivera');
  expect(await opens(door.id, bea.personId ?? '')).toBe(true);
  const twice = ask(unitId, { kind: 'known', personId: bea.personId ?? '' });
  await expect(twice).rejects.toMatchObject({ code: 'invalid', params: { reason: 'tenant_already' } });
});

test('a lease for later opens doors at the move-in hour of its first day', async () => {
  const { unitId, door } = await newUnit();
  const operation = await done(await ask(unitId, somebody('Joel'), { leaseStart: '2030-12-01' }));
  const personId = operation.people[0]?.id ?? '';
  expect(await office.control.tryDoor(door.id, { userUuid: personId })).toMatchObject({ reason: 'not_yet_valid' });
  const held = (await office.control.user('joel.rivera@example.com'))?.accesses[0];
  expect(held?.startTime.slice(0, 16)).toBe('2030-12-01T14:00');
});

test('a move-in needs an email that is one, or none, and an end that lies ahead; without one there is a lease and a task', async () => {
  const { unitId } = await newUnit();
  const bad = ask(unitId, { kind: 'new', firstName: 'A', lastName: 'B', email: 'a@b' });
  await expect(bad).rejects.toMatchObject({ code: 'invalid', field: 'person.email' });
  const over = ask(unitId, somebody('Late'), { leaseEnd: addMs(await now(), -86_400_000 * 3).slice(0, 10) });
  await expect(over).rejects.toMatchObject({ code: 'invalid', field: 'leaseEnd', params: { reason: 'end_past' } });
  const before = await callCount();
  const answer = await ask(unitId, { kind: 'new', firstName: 'Old', lastName: 'School', email: '' });
  expect(answer).toEqual({ operationId: null });
  const tasks = await db().execute(sql`select kind from task where unit_id = ${unitId} and done_at is null`);
  expect(tasks.rows).toEqual([{ kind: 'no_email' }]);
  expect((await callsSince(before)).filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('S06: who may not, or not here, changes nothing and learns nothing', async () => {
  const { tenancyId, unitId } = await movedIn('Rae');
  const auditor = await sessionAs('auditor', [homes.buildingId]);
  const elsewhere = await db().execute<{ id: string }>(
    sql`select id from building where id <> ${homes.buildingId} limit 1`,
  );
  const agent = await sessionAs('leasing_agent', [elsewhere.rows[0]?.id ?? '']);
  for (const session of [auditor, agent]) {
    const missing = { code: 'forbidden_or_missing' };
    await expect(ask(unitId, somebody('Eve'), {}, session)).rejects.toMatchObject(missing);
    await expect(previewMoveOut(session, [tenancyId])).rejects.toMatchObject(missing);
    const out = { intentId: randomUUID(), tenancyIds: [tenancyId], doors: [], note: '' };
    await expect(moveOut(session, out)).rejects.toMatchObject(missing);
    const later = { intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd: null, sharing: null };
    await expect(extendLease(session, later)).rejects.toMatchObject(missing);
  }
  expect(await livingIn(unitId)).toMatchObject({ heldDoors: 3 });
});
