import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { OperationView } from '#lib/schemas/operation';
import type { Accepted, MoveInInput } from '#lib/schemas/tenancy';
import type { UnitView } from '#lib/schemas/unit';
import { addDays, dayOf } from '#lib/time/day';
import { defaultRules, lastDayOf } from '#lib/units/lease-window';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../../e2e/fixtures/back-office.ts';
import { emailOf, type Homes, moveInWish, openHomes, somebody } from '../../../e2e/fixtures/homes.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { changeAccess } from '../accesses/change-access.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { confirmDryRun } from '../dry-runs/confirm-dry-run.ts';
import { getDryRun } from '../dry-runs/get-dry-run.ts';
import { planBulk } from '../dry-runs/plan-bulk.ts';
import { inviteGuest } from '../guests/invite-guest.ts';
import { cancelOperation } from '../operations/cancel-operation.ts';
import { getOperation } from '../operations/get-operation.ts';
import { retryOperation } from '../operations/retry-operation.ts';
import { listTasksQuery } from '../tasks/list-query.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { alignUnit } from '../units/align-unit.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { extendLease } from './extend-lease.ts';
import { moveIn } from './move-in.ts';
import { moveOut } from './move-out.ts';
import { previewMoveOut } from './preview-move-out.ts';
import { transfer } from './transfer.ts';

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
  const bundle = { bundleId: null, buildingId: homes.buildingId, name: 'Amenities', kind: 'amenities' as const };
  const inBundle = { doorId: lobby, isShareable: false, endsOn: null };
  amenities = (await saveBundle(nextRequest(owner), { ...bundle, doors: [inBundle] })).bundleId;
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
/** Home and lobby differ in who may share them, so that a move-in takes two calls. */
const ask = (unitId: string, person: MoveInInput['person'], more: Partial<MoveInInput> = {}) =>
  moveIn(nextRequest(owner), moveInWish(unitId, person, { bundleIds: [amenities], ...more }));

const done = ({ operationId }: Accepted): Promise<OperationView> => settled(owner, operationId ?? '');
const states = ({ doors }: OperationView) => doors.map(({ action, state }) => `${action} ${state}`);
const stop = ({ operationId }: Accepted) => cancelOperation(nextRequest(owner), { operationId: operationId ?? '' });

const refuseNextGrant = () =>
  office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 400, json: { message: 'INVALID_START_TIME' } },
    times: 1,
  });

async function livingIn(unitId: string): Promise<UnitView['tenants'][number] | undefined> {
  return (await getUnit(owner, unitId)).tenants[0];
}

async function movedIn(name: string, more: Partial<MoveInInput> = {}) {
  const home = await newUnit();
  await done(await ask(home.unitId, somebody(name), more));
  const tenant = await livingIn(home.unitId);
  return { ...home, tenancyId: tenant?.tenancyId ?? '', personId: tenant?.personId ?? '', email: emailOf(name) };
}

async function leave(tenancyId: string): Promise<Accepted> {
  const [person] = (await previewMoveOut(owner, [tenancyId])).people;
  const doorIds = person?.doors.flatMap(({ because, doorId }) => (because === 'lease' ? [doorId] : [])) ?? [];
  const doors = person?.personId ? [{ personId: person.personId, doorIds }] : [];
  return moveOut(nextRequest(owner), { intentId: randomUUID(), tenancyIds: [tenancyId], note: '', doors });
}

test('what is stopped of a move-out is held for the lease as before, and can be moved out once more', async () => {
  const { unitId, tenancyId, personId } = await movedIn('Uma');
  const second = await newUnit();
  await done(await ask(second.unitId, { kind: 'known', personId }));
  await office.stopWorker();
  const leaving = await leave(tenancyId);
  expect((await getUnit(owner, unitId)).tenants).toEqual([]);
  await stop(leaving);
  await office.startWorker();
  expect((await getUnit(owner, unitId)).formerTenants).toEqual([]);
  expect(await livingIn(unitId)).toMatchObject({ tenancyId, wantedDoors: 2, heldDoors: 2 });
  // The lobby, which the second lease kept, is the first one's again too.
  const other = await livingIn(second.unitId);
  expect(states(await done(await leave(other?.tenancyId ?? '')))).toEqual(['revoke applied']);
  expect(states(await done(await leave(tenancyId)))).toEqual(['revoke applied', 'revoke applied']);
});

test('a move-out that is stopped keeps what it was refused to take as well, from whoever stays and their guests', async () => {
  const { unitId, tenancyId, personId, door } = await movedIn('Bea');
  const guest = { firstName: 'Gil', lastName: 'Rivera', email: emailOf('Gil'), phone: '' };
  const today = dayOf(await now(), 'America/New_York');
  const when = { kind: 'stay', from: today, to: addDays(today, 20) } as const;
  const stay = { intentId: randomUUID(), tenancyId, guest, doorIds: [door.id], when };
  const guestId = (await done(await inviteGuest(nextRequest(owner), stay))).people[0]?.id ?? '';
  await office.stopWorker();
  const leaving = await leave(tenancyId);
  // Of the host's doors the second is still to be sent.
  await db().execute(sql`
    update operation_item set due_at = now() + interval '1 hour'
    where operation_id = ${leaving.operationId} and position = 1`);
  const effect = { type: 'respond', status: 400, json: { message: 'NO' } } as const;
  await office.control.addFault({ match: { method: 'DELETE' }, effect, times: 2 });
  await office.startWorker();
  const refused = async () =>
    (await getOperation(owner, leaving.operationId ?? '')).doors.filter(({ state }) => state === 'rejected').length;
  await expect.poll(refused, { timeout: 20_000 }).toBe(2);
  expect(await stop(leaving)).toEqual({ doors: 1 });
  expect(await livingIn(unitId)).toMatchObject({ tenancyId, wantedDoors: 2, heldDoors: 2 });
  const again = { operationId: leaving.operationId ?? '', intentId: randomUUID() };
  await expect(retryOperation(nextRequest(owner), again)).rejects.toMatchObject({ code: 'stale' });
  const open = [door.id, lobby].map(async (id) => (await office.control.tryDoor(id, { userUuid: personId })).opens);
  expect(await Promise.all(open)).toEqual([true, true]);
  expect((await office.control.tryDoor(door.id, { userUuid: guestId })).opens).toBe(true);
  expect(states(await done(await leave(tenancyId)))).toEqual(['revoke applied', 'revoke applied', 'revoke applied']);
});

test('a transfer that is stopped with the old home half taken is not sent again: what is left of it stays theirs', async () => {
  const { unitId, name, tenancyId, personId, door } = await movedIn('Bo');
  const shed = homes.freeDoor();
  const doorIds = [door.id, shed.id];
  await saveUnit(nextRequest(owner), { unitId, buildingId: homes.buildingId, name, doorIds });
  await done(await alignUnit(nextRequest(owner), { intentId: randomUUID(), unitId }));
  const next = await newUnit();
  await office.stopWorker();
  const wish = { intentId: randomUUID(), tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' };
  const moving = await transfer(nextRequest(owner), wish);
  await db().execute(sql`
    update operation_item set due_at = now() + interval '1 hour' where id = (
      select id from operation_item where operation_id = ${moving.operationId} order by position desc limit 1)`);
  const effect = { type: 'respond', status: 400, json: { message: 'NO' } } as const;
  await office.control.addFault({ match: { method: 'DELETE' }, effect, times: 1 });
  await office.startWorker();
  const sent = async () => states(await getOperation(owner, moving.operationId ?? ''));
  await expect.poll(sent, { timeout: 20_000 }).toContain('revoke rejected');
  expect(await stop(moving)).toEqual({ doors: 1 });
  expect(await livingIn(unitId)).toMatchObject({ tenancyId, wantedDoors: 3, heldDoors: 3 });
  const again = { operationId: moving.operationId ?? '', intentId: randomUUID() };
  await expect(retryOperation(nextRequest(owner), again)).rejects.toMatchObject({ code: 'stale' });
  expect(await livingIn(unitId)).toMatchObject({ tenancyId, wantedDoors: 3, heldDoors: 3 });
  const open = doorIds.map(async (id) => (await office.control.tryDoor(id, { userUuid: personId })).opens);
  expect(await Promise.all(open)).toEqual([true, true]);
});

test('a move-in that is stopped before anything was given is no lease; with its home given it stands', async () => {
  const [none, some] = [await newUnit(), await newUnit()];
  await office.stopWorker();
  await stop(await ask(none.unitId, somebody('Yara')));
  expect(await getUnit(owner, none.unitId)).toMatchObject({ tenants: [], formerTenants: [] });
  const wanted = await db().execute(sql`
    select 1 from access_reason where person_key = ${emailOf('Yara')} and ended_at is null`);
  expect(wanted.rows).toEqual([]);

  const half = await ask(some.unitId, somebody('Yuri'));
  await db().execute(sql`
    update operation_item set due_at = now() + interval '1 hour'
    where operation_id = ${half.operationId} and position > 0`);
  await office.startWorker();
  const isGiven = async () => expect((await livingIn(some.unitId))?.heldDoors).toBe(1);
  await vi.waitFor(isGiven, { timeout: 20_000, interval: 30 });
  await stop(half);
  expect(await livingIn(some.unitId)).toMatchObject({ wantedDoors: 2, heldDoors: 1 });
});

test('what was given by hand is taken back by hand: elevator and keycard of whoever leaves, no elevator a lease still brings', async () => {
  const { rows } = await db().execute<{ id: string }>(sql`
    select id from door where building_id = ${homes.buildingId} and kind = 'elevator' order by id limit 1`);
  const elevator = rows[0]?.id ?? '';
  const home = await newUnit();
  const doorIds = [home.door.id, elevator];
  await saveUnit(nextRequest(owner), { unitId: home.unitId, buildingId: homes.buildingId, name: 'Lift 1', doorIds });
  await done(await ask(home.unitId, somebody('Lou'), { needsKeycard: true }));
  await ask(home.unitId, { kind: 'new', firstName: 'Old', lastName: 'School', email: '' });
  const tenants = (await getUnit(owner, home.unitId)).tenants;
  const lou = tenants.find(({ name }) => name === 'Lou Rivera');
  const second = await saveUnit(nextRequest(owner), {
    unitId: null,
    buildingId: homes.buildingId,
    name: 'Lift 2',
    doorIds: [(await newUnit()).door.id, elevator],
  });
  await done(await ask(second.unitId, { kind: 'known', personId: lou?.personId ?? '' }));
  const toGive = async () =>
    (await listTasks(owner, listTasksQuery.parse({}))).items
      .filter((task) => task.unitId === home.unitId && !task.kind.endsWith('_back'))
      .map(({ kind, personName }) => `${kind} ${personName}`)
      .toSorted();
  const toTakeBack = async (unitId: string) =>
    (await listTasks(owner, listTasksQuery.parse({}))).items
      .filter((task) => task.unitId === unitId && task.kind.endsWith('_back'))
      .map(({ kind, personName }) => `${kind} ${personName}`);

  await office.stopWorker();
  await stop(await leave(lou?.tenancyId ?? ''));
  await office.startWorker();
  expect(await toTakeBack(home.unitId)).toEqual([]);
  const ofSchool = ['elevator Old School', 'no_email Old School'];
  expect(await toGive()).toEqual([
    'elevator Lou Rivera',
    'elevator Old School',
    'keycard Lou Rivera',
    'no_email Old School',
  ]);
  await leave(lou?.tenancyId ?? '');
  expect(await toGive()).toEqual(ofSchool);
  for (const { tenancyId } of tenants.filter((tenant) => tenant !== lou)) await leave(tenancyId);
  expect(await toGive()).toEqual([]);
  const closed = (await listTasks(owner, listTasksQuery.parse({ state: 'done' }))).items;
  expect(closed.filter(({ unitId }) => unitId === home.unitId)).toMatchObject(Array(4).fill({ doneByName: null }));
  const records = await db().execute(sql`
    select 1 from audit_entry where event = 'task.settle' and object_id = any(${sql.param(closed.map(({ id }) => id))})
      and payload::jsonb->'details'->>'act' = 'not_needed'`);
  // Lou's two were closed by the move-out that was stopped as well.
  expect(records.rows).toHaveLength(6);
  expect((await toTakeBack(home.unitId)).toSorted()).toEqual([
    'access_back Old School',
    'elevator_back Old School',
    'keycard_back Lou Rivera',
  ]);
  const other = await livingIn(second.unitId);
  await done(await leave(other?.tenancyId ?? ''));
  expect(await toTakeBack(second.unitId)).toEqual(['elevator_back Lou Rivera']);
});

const leaseOf = async (tenancyId: string) => {
  const { rows } = await db().execute<{ leaseEnd: string | null; ends: string[] }>(sql`
    select t.lease_end as "leaseEnd", (select array_agg(distinct (r.ends_at at time zone b.time_zone)::date::text)
      from access_reason r where r.tenancy_id = t.id and r.ended_at is null) as ends
    from tenancy t join building b on b.id = t.building_id where t.id = ${tenancyId}`);
  return rows[0];
};

test('a door whose end is changed by hand keeps it for its lease, which stays; all of them take the lease along', async () => {
  const { tenancyId, personId, door } = await movedIn('Bea');
  const change = async (doorIds: string[], day: string) => {
    const end = { kind: 'at' as const, at: `${day}T21:00:00.000Z` };
    const wish = { intentId: randomUUID(), personId, doorIds, end, shareable: null };
    return done(await changeAccess(nextRequest(owner), wish));
  };
  expect(states(await change([lobby], '2030-01-31'))).toEqual(['change applied']);
  expect(await leaseOf(tenancyId)).toEqual({ leaseEnd: '2031-07-31', ends: ['2030-01-31', '2031-07-31'] });
  await change([door.id, lobby], '2033-05-31');
  expect(await leaseOf(tenancyId)).toEqual({ leaseEnd: '2033-05-31', ends: ['2033-05-31'] });
  const { rows } = await db().execute(sql`
    select details from (select payload::jsonb->'details' as details from audit_entry
      where event = 'tenancy.change' and object_id = ${personId}) logged`);
  expect(rows).toMatchObject([{ details: { before: { leaseEnd: '2031-07-31' }, after: { leaseEnd: '2033-05-31' } } }]);
  // A lease that is extended says its end itself.
  const later = { intentId: randomUUID(), tenancyIds: [tenancyId], leaseEnd: '2034-05-31', sharing: null };
  await done(await extendLease(nextRequest(owner), later));
  expect(await leaseOf(tenancyId)).toEqual({ leaseEnd: '2034-05-31', ends: ['2034-05-31'] });
});

test('a lease that is found and one whose doors are moved by hand end on the same day for the same hour', async () => {
  const { tenancyId, personId, door } = await movedIn('Cy');
  // Noon is before the move-out hour of 17:00, midnight the end of the day before.
  for (const at of ['2030-06-30T16:00:00.000Z', '2030-07-07T16:00:00.000Z', '2030-07-09T04:00:00.000Z']) {
    const wish = { personId, doorIds: [door.id, lobby], end: { kind: 'at' as const, at }, shareable: null };
    await done(await changeAccess(nextRequest(owner), { ...wish, intentId: randomUUID() }));
    const found = lastDayOf(at, defaultRules, 'America/New_York');
    expect((await leaseOf(tenancyId))?.leaseEnd, at).toBe(found);
  }
});

test('sharing alone leaves every end: of a household that was found, of what was changed by hand or elsewhere', async () => {
  const { tenancyId, personId, door, email } = await movedIn('Dina');
  const share = async (sharing: 'never' | 'as_bundled') =>
    done(await extendLease(nextRequest(owner), { intentId: randomUUID(), tenancyIds: [tenancyId], sharing }));
  const heldAt = async (doorId: string) => {
    const { rows } = await db().execute<{ end: string | null; shareable: boolean }>(sql`
      select ends_at as "end", shareable from access
      where person_id = ${personId} and door_id = ${doorId} and gone_at is null`);
    const told = (await office.control.user(email))?.accesses.find((one) => one.doorUuid === doorId && !one.revoked);
    expect(told?.endTime ?? null).toBe(rows[0]?.end);
    return rows[0];
  };
  // As a household is found that holds its lobby without end: nobody knows the last day of its lease.
  const endless = {
    intentId: randomUUID(),
    personId,
    doorIds: [lobby],
    end: { kind: 'never' as const },
    shareable: true,
  };
  await done(await changeAccess(nextRequest(owner), endless));
  await db().execute(sql`update tenancy set lease_end = null where id = ${tenancyId}`);
  expect(states(await share('never'))).toEqual(['change applied', 'change applied']);
  expect(await heldAt(door.id)).toEqual({ end: expect.stringMatching(/^2031-07-31/), shareable: false });
  expect(await heldAt(lobby)).toEqual({ end: null, shareable: false });
  expect(await leaseOf(tenancyId)).toEqual({ leaseEnd: null, ends: ['2031-07-31', null] });

  await office.control.moveEndElsewhere(personId, door.id, '2030-05-01T12:00:00.000Z');
  await sweepNow();
  expect(states(await share('as_bundled'))).toEqual(['change applied']);
  expect(await heldAt(door.id)).toEqual({ end: '2030-05-01T12:00:00.000Z', shareable: true });
  expect(await leaseOf(tenancyId)).toEqual({ leaseEnd: null, ends: ['2031-07-31', null] });
});

test('a lease that somebody else extended meanwhile is not given the end of a page from before', async () => {
  const { tenancyId } = await movedIn('Dora');
  const extend = (leaseEnd: string | null, seenEnd: string | null) =>
    extendLease(nextRequest(owner), {
      intentId: randomUUID(),
      tenancyIds: [tenancyId],
      leaseEnd,
      seenEnd,
      sharing: null,
    });
  await done(await extend('2033-07-31', '2031-07-31'));
  const stale = { code: 'stale', params: { reason: 'lease_changed', day: '2033-07-31' } };
  for (const seen of ['2031-07-31', null]) await expect(extend('2032-07-31', seen)).rejects.toMatchObject(stale);
  expect(await leaseOf(tenancyId)).toEqual({ leaseEnd: '2033-07-31', ends: ['2033-07-31'] });
});

test('many extended from a list take their leases along, and what else keeps a door does not get longer by it', async () => {
  const { tenancyId, personId } = await movedIn('Cleo');
  const second = await newUnit();
  await done(await ask(second.unitId, { kind: 'known', personId }, { leaseEnd: '2030-07-31' }));
  const shorter = (await livingIn(second.unitId))?.tenancyId ?? '';
  const selection = { kind: 'ids' as const, list: 'people' as const, ids: [personId] };
  const extend = async (day: string, doors?: string[]) => {
    const { rows } = await db().execute<{ id: string }>(sql`
      select id from access where person_id = ${personId} and gone_at is null and door_id = any(${sql.param(doors ?? [])}::uuid[])`);
    const chosen = doors
      ? { kind: 'ids' as const, list: 'accesses' as const, ids: rows.map(({ id }) => id) }
      : selection;
    const wish = { kind: 'extend' as const, end: { kind: 'day' as const, day } };
    const { dryRunId } = await planBulk(nextRequest(owner), { selection: chosen, wish });
    const { hash } = await getDryRun(owner, dryRunId);
    return done(await confirmDryRun(nextRequest(owner), { dryRunId, hash, intentId: randomUUID() }));
  };
  await extend('2032-07-30', [lobby]);
  expect(await leaseOf(shorter)).toEqual({ leaseEnd: '2030-07-31', ends: ['2030-07-31'] });
  await extend('2035-07-31');
  // The day ends at midnight, which is the next one.
  expect(await leaseOf(tenancyId)).toEqual({ leaseEnd: '2035-07-31', ends: ['2035-08-01'] });
  expect(await leaseOf(shorter)).toEqual({ leaseEnd: '2035-07-31', ends: ['2035-08-01'] });
});

/** Moves somebody who has the lobby alone, by the bundle of a unit without a door, into a home until another day. */
async function movingFromNoDoor(name: string, leaseEnd: string) {
  const old = await saveUnit(nextRequest(owner), {
    unitId: null,
    buildingId: homes.buildingId,
    name: `Room of ${name}`,
    doorIds: [],
  });
  await done(await ask(old.unitId, somebody(name)));
  const tenant = await livingIn(old.unitId);
  const next = await newUnit();
  const wish = { tenancyId: tenant?.tenancyId ?? '', unitId: next.unitId, leaseEnd };
  const move = () => transfer(nextRequest(owner), { ...wish, intentId: randomUUID() });
  return { oldId: old.unitId, next, tenancyId: wish.tenancyId, personId: tenant?.personId ?? '', move };
}

const standing = async (personId: string) =>
  (
    await db().execute<{ tenancyId: string; day: string }>(sql`
      select tenancy_id as "tenancyId", left(ends_at::text, 10) as day from access_reason
      where person_id = ${personId} and ended_at is null order by ends_at, tenancy_id`)
  ).rows;

test('a transfer that is stopped leaves the old home with its reasons, though it has nothing to take away', async () => {
  // With another end the lobby is to be changed, with the same nothing is but to give the new home.
  for (const [name, leaseEnd] of [
    ['Tom', '2033-07-31'],
    ['Tim', '2031-07-31'],
  ] as const) {
    const { oldId, next, tenancyId, personId, move } = await movingFromNoDoor(name, leaseEnd);
    await office.stopWorker();
    await stop(await move());
    await office.startWorker();
    expect((await getUnit(owner, next.unitId)).tenants).toEqual([]);
    expect(await livingIn(oldId)).toMatchObject({ tenancyId, wantedDoors: 1, heldDoors: 1, differingDoors: [] });
    expect(await standing(personId)).toEqual([{ tenancyId, day: '2031-07-31' }]);
  }
});

test('a transfer refused and sent again ends the old lease, though it has nothing to take away', async () => {
  const { oldId, next, tenancyId, personId, move } = await movingFromNoDoor('Ted', '2033-07-31');
  await refuseNextGrant();
  const refused = await done(await move());
  expect(states(refused)).toEqual(['grant rejected', 'change cancelled']);
  expect(await livingIn(oldId)).toMatchObject({ tenancyId, wantedDoors: 1 });
  const retry = () => retryOperation(nextRequest(owner), { operationId: refused.id, intentId: randomUUID() });
  await office.stopWorker();
  const again = await retry();
  expect((await getUnit(owner, oldId)).tenants).toEqual([]);
  // Stopped once more, what was never given has not begun, and the old home stands.
  await stop(again);
  await office.startWorker();
  expect((await getUnit(owner, next.unitId)).tenants).toEqual([]);
  expect(await standing(personId)).toEqual([{ tenancyId, day: '2031-07-31' }]);

  const other = await movingFromNoDoor('Tod', '2033-07-31');
  await refuseNextGrant();
  const { id: operationId } = await done(await other.move());
  const sent = await done(await retryOperation(nextRequest(owner), { operationId, intentId: randomUUID() }));
  expect(states(sent)).toEqual(['grant applied', 'change applied']);
  expect((await getUnit(owner, other.oldId)).tenants).toEqual([]);
  expect(await livingIn(other.next.unitId)).toMatchObject({ wantedDoors: 2, heldDoors: 2, differingDoors: [] });
  expect(new Set((await standing(other.personId)).map(({ day }) => day))).toEqual(new Set(['2033-07-31']));
});

/** A transfer that is stopped while nobody knows whether the new home was given: `effect` says whether it was. */
async function stoppedUnderWay(name: string, effect: 'commit_then_reset' | 'reset_before_commit') {
  const { unitId, tenancyId, personId, door } = await movedIn(name);
  const next = await newUnit();
  await office.control.addFault({ match: { method: 'POST', path: '/v2/users' }, effect: { type: effect }, times: 1 });
  const wish = { intentId: randomUUID(), tenancyId, unitId: next.unitId, leaseEnd: '2031-07-31' };
  const moving = await transfer(nextRequest(owner), wish);
  const grant = async () => (await getOperation(owner, moving.operationId ?? '')).doors[0]?.state;
  await expect.poll(grant).toBe('unknown');
  expect(await stop(moving)).toEqual({ doors: 2 });
  return { unitId, tenancyId, personId, door, next, operation: await done(moving) };
}

test('a transfer stopped while the new home is being given keeps both homes where it was, and either can be left', async () => {
  const { unitId, tenancyId, personId, door, next, operation } = await stoppedUnderWay('Kim', 'commit_then_reset');
  expect(states(operation)).toEqual(['grant applied', 'revoke cancelled']);
  expect(await livingIn(unitId)).toMatchObject({ tenancyId, wantedDoors: 2, heldDoors: 2 });
  expect(await livingIn(next.unitId)).toMatchObject({ wantedDoors: 2, heldDoors: 2 });
  expect(await office.control.outbox(emailOf('Kim'))).toHaveLength(2);
  expect(states(await done(await leave(tenancyId)))).toEqual(['revoke applied']);
  expect((await office.control.tryDoor(door.id, { userUuid: personId })).opens).toBe(false);
  expect((await office.control.tryDoor(lobby, { userUuid: personId })).opens).toBe(true);
});

test('a transfer stopped while the new home is being given keeps the old home alone where it was not', async () => {
  const { unitId, tenancyId, next, operation } = await stoppedUnderWay('Kai', 'reset_before_commit');
  expect(states(operation)).toEqual(['grant cancelled', 'revoke cancelled']);
  expect(await livingIn(unitId)).toMatchObject({ tenancyId, wantedDoors: 2, heldDoors: 2 });
  expect((await getUnit(owner, next.unitId)).tenants).toEqual([]);
  expect(await office.control.outbox(emailOf('Kai'))).toHaveLength(1);
});
