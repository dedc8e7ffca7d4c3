import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everywhere } from '#lib/area';
import { verdictOf } from '#lib/schemas/clear-check';
import type { GrantAccessInput } from '#lib/schemas/grant-access';
import { addDays, dayOf, dayWindow } from '#lib/time/day';
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
  sweepNow,
} from '../../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { endless } from '../../../e2e/fixtures/terms.ts';
import { changeAccess } from '../accesses/change-access.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { claimSync } from '../doors/claim-sync.ts';
import { walkList } from '../doors/walk-list.ts';
import { getOverview } from '../overview/get-overview.ts';
import { listColleagues } from '../tasks/colleagues.ts';
import { countTasksQuery, listTasksQuery } from '../tasks/list-query.ts';
import { countTasks, listTasks } from '../tasks/list-tasks.ts';
import { settleTask } from '../tasks/settle-task.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { moveOut } from '../tenancies/move-out.ts';
import { personHome } from '../tenancies/person-home.ts';
import { checkClear } from './check-clear.ts';
import { getUnit } from './get-unit.ts';
import { saveUnit } from './save-unit.ts';

let office: BackOffice;
let owner: Session;
let buildingId: string;
let door: { id: string; name: string };
let elevatorId: string;
let unitId: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string; name: string; buildingId: string }>(sql`
    select d.id, d.name, d.building_id as "buildingId" from door d join building b on b.id = d.building_id
    where d.accessibility = 'private' and d.kind = 'door' and d.is_activated and not d.is_connected
      and b.time_zone is not null and not exists (select 1 from access a where a.door_id = d.id)
    order by b.name, d.name limit 1`);
  const [row] = found.rows;
  if (!row) throw new Error('The world has no empty home with an offline lock.');
  door = row;
  buildingId = row.buildingId;
  const elevator = await db().execute<{ id: string }>(sql`
    select id from door where building_id = ${buildingId} and kind = 'elevator' limit 1`);
  elevatorId = elevator.rows[0]?.id ?? '';
  const doorIds = [door.id, elevatorId];
  unitId = (await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: 'Clear', doorIds })).unitId;
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

test('a unit is clear when nobody, no code, no lock and no lease stands against it', async () => {
  expect(verdictOf(await checkClear(owner, unitId))).toBe('clear');

  const { operationId } = await moveIn(nextRequest(owner), {
    intentId: randomUUID(),
    unitId,
    person: { kind: 'new', firstName: 'Ola', lastName: 'Berg', email: 'ola.berg@example.com' },
    leaseStart: '2026-01-01',
    leaseEnd: null,
    bundleIds: [],
    needsKeycard: true,
  });
  const moved = await settled(owner, operationId ?? '');
  const personId = moved.people[0]?.id ?? '';
  expect((await checkClear(owner, unitId)).leases).toEqual([{ name: 'Ola Berg', leaseEnd: null }]);
  expect(await personHome(owner, personId)).toMatchObject({ leases: [{ unitName: 'Clear' }] });

  const day = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Max', lastName: 'Pipe', email: '', phone: '+12125550166' },
    doorIds: [door.id],
    terms: {
      passcodeType: 'DAILY',
      start: await now(),
      end: null,
      shareable: false,
      role: 'non_resident',
      notify: true,
    },
  });
  await settled(owner, day.operationId);
  const [tenant] = (await getUnit(owner, unitId)).tenants;
  const out = await moveOut(nextRequest(owner), {
    intentId: randomUUID(),
    tenancyIds: [tenant?.tenancyId ?? ''],
    doors: [{ personId, doorIds: [door.id] }],
    note: 'end of lease',
  });
  await settled(owner, out.operationId ?? '');
  const after = await checkClear(owner, unitId);
  expect(after).toMatchObject({
    leases: [],
    open: [],
    codes: [{ name: 'Max Pipe', doorName: door.name }],
    unsynced: [{ name: 'Ola Berg', doorName: door.name }],
  });
  expect(verdictOf(after)).toBe('not_clear');
});

test('a code of today stands in the way for its day, whether OpenKit goes on listing it or not', async () => {
  const code = { name: 'Max Pipe', doorName: door.name };
  const [max] = (await db().execute<{ id: string }>(sql`select id from person where last_name = 'Pipe'`)).rows;
  const [typed = ''] = await office.control.codesOf(max?.id ?? '');
  await office.control.revokeElsewhere(max?.id ?? '', door.id);
  await sweepNow();
  const { rows } = await db().execute(sql`select 1 from access where person_id = ${max?.id} and gone_at is not null`);
  expect(rows).toHaveLength(1);
  expect(await office.control.tryDoor(door.id, { code: typed })).toMatchObject({ opens: true });
  expect((await checkClear(owner, unitId)).codes).toMatchObject([code]);
});

test('the lock that may still open stands on the list to walk with until somebody says that it synced', async () => {
  const walk = await walkList(owner, everywhere);
  expect(walk.doors.find(({ doorId }) => doorId === door.id)).toMatchObject({ toForget: ['Ola Berg'] });
  await claimSync(nextRequest(owner), { doorIds: [door.id], shownAt: walk.shownAt });
  expect((await walkList(owner, everywhere)).doors.some(({ doorId }) => doorId === door.id)).toBe(false);
  expect((await checkClear(owner, unitId)).unsynced).toEqual([]);
});

test('whoever moves in on a day to come does not stand in the way; a unit whose doors nobody sees is not called clear', async () => {
  const none = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: 'Doorless', doorIds: [] });
  expect(verdictOf(await checkClear(owner, none.unitId))).toBe('unknown');

  await office.stopWorker();
  const { unitId: next } = await saveUnit(nextRequest(owner), {
    unitId: null,
    buildingId,
    name: 'Next',
    doorIds: [elevatorId],
  });
  await db().execute(sql`
    insert into tenancy (id, unit_id, building_id, person_key, person_name, lease_start)
    values (${randomUUID()}, ${next}, ${buildingId}, 'ina@example.com', 'Ina Next', '2099-01-01')`);
  const early = await checkClear(owner, next);
  expect(early).toMatchObject({ leases: [], incoming: [{ name: 'Ina Next', leaseStart: '2099-01-01' }] });
  expect(verdictOf(early)).toBe('clear');
  await db().execute(sql`update door set gone_at = ${await now()} where id = ${elevatorId}`);
  expect(verdictOf(await checkClear(owner, next))).toBe('unknown');
  await db().execute(sql`update door set gone_at = null where id = ${elevatorId}`);

  const start = await now();
  const give = (recipient: GrantAccessInput['recipient']) =>
    grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient,
      doorIds: [door.id],
      terms: { ...endless, start, notify: false },
    });
  // Known by id in the lease and by their address in the call.
  const [tenant] = (
    await db().execute<{ id: string }>(sql`
      select p.id from person p where p.email is not null and not exists (
        select 1 from access a where a.person_id = p.id and a.door_id = ${door.id}) order by p.id limit 1`)
  ).rows;
  const personId = tenant?.id ?? '';
  await db().execute(sql`
    insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name)
    values (${randomUUID()}, ${unitId}, ${buildingId}, ${personId}, ${personId}, 'A Tenant')`);
  const ours = await give({ kind: 'known', personId });
  const { operationId } = await give({
    kind: 'new',
    firstName: 'Zoe',
    lastName: 'Under Way',
    email: 'zoe@example.com',
    phone: '',
  });
  expect((await checkClear(owner, unitId)).asked).toEqual([
    { name: 'Zoe Under Way', doorName: door.name, operationId },
  ]);
  await office.startWorker();
  await settled(owner, ours.operationId);
  await settled(owner, operationId);
});

test('what OpenKit can neither give nor take is a task, which one person takes and finishes', async () => {
  const tasks = (await listTasks(owner, listTasksQuery.parse({}))).items;
  expect(tasks.map(({ kind, personName }) => `${kind} ${personName}`).toSorted()).toEqual([
    'elevator_back Ola Berg',
    'keycard_back Ola Berg',
  ]);
  expect((await getOverview(owner)).attention.openTasks).toBe(2);
  const taskId = tasks[0]?.id ?? '';
  const agent = await sessionAs('leasing_agent', [buildingId]);
  // At first it is whoever moved them out's.
  expect((await countTasks(owner, countTasksQuery.parse({ state: 'mine' }))).count).toBe(2);
  await settleTask(nextRequest(owner), { taskId, act: 'give_back' });
  await settleTask(nextRequest(agent), { taskId, act: 'take' });
  const refusal = { code: 'stale', params: { reason: 'task_settled' } };
  await expect(settleTask(nextRequest(owner), { taskId, act: 'take' })).rejects.toMatchObject(refusal);
  await expect(settleTask(nextRequest(owner), { taskId, act: 'give_back' })).rejects.toMatchObject(refusal);
  expect((await countTasks(agent, countTasksQuery.parse({ state: 'mine' }))).count).toBe(1);
  // Handed over, to those who look after the building and may finish it.
  const [away] = (await db().execute<{ id: string }>(sql`select id from building where id <> ${buildingId} limit 1`))
    .rows;
  const manager = await sessionAs('building_manager', [buildingId]);
  const foreign = await sessionAs('building_manager', [away?.id ?? '']);
  const auditor = await sessionAs('auditor', [buildingId]);
  const ids = (await listColleagues(agent, taskId)).map(({ id }) => id);
  expect([manager, foreign, auditor, owner, agent].map(({ staff }) => ids.includes(staff.id))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
  const handTo = (to: Session) => settleTask(nextRequest(owner), { taskId, act: 'hand_over', assigneeId: to.staff.id });
  for (const other of [foreign, auditor])
    await expect(handTo(other)).rejects.toMatchObject({ code: 'invalid', field: 'assigneeId' });
  await handTo(manager);
  expect((await countTasks(manager, countTasksQuery.parse({ state: 'mine' }))).count).toBe(1);
  expect((await countTasks(agent, countTasksQuery.parse({ state: 'mine' }))).count).toBe(0);
  await settleTask(nextRequest(agent), { taskId, act: 'done' });
  await expect(settleTask(nextRequest(agent), { taskId, act: 'done' })).rejects.toMatchObject(refusal);
  // What was to be given was closed when they left.
  expect((await countTasks(owner, countTasksQuery.parse({ state: 'done' }))).count).toBe(3);
});

test('S06: units, tasks and locks of other buildings are not there, and auditors settle nothing', async () => {
  const other = await db().execute<{ id: string }>(sql`select id from building where id <> ${buildingId} limit 1`);
  const foreign = await sessionAs('building_manager', [other.rows[0]?.id ?? '']);
  const auditor = await sessionAs('auditor', [buildingId]);
  const missing = { code: 'forbidden_or_missing' };
  await expect(checkClear(foreign, unitId)).rejects.toMatchObject(missing);
  const [task] = (await listTasks(owner, listTasksQuery.parse({}))).items;
  expect((await listTasks(foreign, listTasksQuery.parse({}))).items).toEqual([]);
  for (const session of [foreign, auditor]) {
    await expect(settleTask(session, { taskId: task?.id ?? '', act: 'done' })).rejects.toMatchObject(missing);
  }
});

test('whoever can open a door before their lease begins is shown, and not as somebody who moved out', async () => {
  const invite = async (name: string, start: string) => {
    const { operationId } = await grantAccess(nextRequest(owner), {
      intentId: randomUUID(),
      recipient: { kind: 'new', firstName: name, lastName: 'Soon', email: `${name}@example.com`, phone: '' },
      doorIds: [door.id],
      terms: { ...endless, start, role: 'resident', notify: false },
    });
    const personId = (await settled(owner, operationId)).people[0]?.id ?? '';
    await db().execute(sql`
      insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name, lease_start)
      values (${randomUUID()}, ${unitId}, ${buildingId}, ${personId}, ${personId}, ${name}, '2098-12-30')`);
  };
  await invite('Una', await now());
  await invite('Ulf', '2098-12-31T12:00:00.000Z');
  const { open, incoming } = await checkClear(owner, unitId);
  expect(incoming.map(({ name }) => name)).toEqual(['Ulf Soon', 'Una Soon']);
  expect(open.filter(({ name }) => name.endsWith('Soon'))).toMatchObject([{ name: 'Una Soon', who: 'other' }]);
});

test('a lock that has not heard of an earlier end may still open by the old one, until it synced', async () => {
  const given = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Lou', lastName: 'Shorter', email: 'lou@example.com', phone: '' },
    doorIds: [door.id],
    terms: { ...endless, start: await now(), notify: false },
  });
  const personId = (await settled(owner, given.operationId)).people[0]?.id ?? '';
  await claimSync(nextRequest(owner), { doorIds: [door.id], shownAt: await now() });
  const later = async (hours: number) => addMs(await now(), hours * 3_600_000);
  const end = { kind: 'at' as const, at: await later(1) };
  const change = { intentId: randomUUID(), personId, doorIds: [door.id], end, shareable: null };
  await settled(owner, (await changeAccess(nextRequest(owner), change)).operationId);
  const unsynced = async () => (await checkClear(owner, unitId)).unsynced;
  // Until then it is open anyhow, and stands there.
  expect(await unsynced()).toEqual([]);
  await office.control.freezeClock(await later(2));
  expect(await unsynced()).toEqual([{ name: 'Lou Shorter', doorId: door.id, doorName: door.name }]);
  await claimSync(nextRequest(owner), { doorIds: [door.id], shownAt: await now() });
  expect(await unsynced()).toEqual([]);
});

test('on the day a lease begins its holder is who the keys are for; who lives there since before, or for others to come, is not', async () => {
  const { rows } = await db().execute<{ id: string; buildingId: string; zone: string }>(sql`
    select d.id, d.building_id as "buildingId", b.time_zone as zone from door d join building b on b.id = d.building_id
    where d.accessibility = 'private' and d.kind = 'door' and d.is_activated and d.is_connected
      and b.time_zone = 'America/New_York' and not exists (select 1 from access a where a.door_id = d.id)
    order by d.name limit 2`);
  const [home, other] = rows;
  if (!home || !other) throw new Error('New York has no two empty homes whose locks are online.');
  const moveInto = async (place: typeof home, firstName: string, leaseStart: string) => {
    const { buildingId, id: doorId } = place;
    const wish = { unitId: null, buildingId, name: `Of ${firstName}`, doorIds: [doorId] };
    const { unitId } = await saveUnit(nextRequest(owner), wish);
    const { operationId } = await moveIn(nextRequest(owner), {
      ...{ intentId: randomUUID(), unitId, leaseStart, leaseEnd: null, bundleIds: [], needsKeycard: false },
      person: { kind: 'new', firstName, lastName: 'Next', email: `${firstName}.next@example.com` },
    });
    await settled(owner, operationId ?? '');
    return unitId;
  };
  const day = addDays(dayOf(await now(), home.zone), 3);
  const id = await moveInto(home, 'Nina', day);
  // Lives there since before, by a lease that was noted anew.
  const renewedId = await moveInto(other, 'Rena', '2026-01-01');
  await db().execute(sql`update tenancy set lease_start = ${day} where unit_id = ${renewedId}`);
  const lease = async (name: string, start: string) =>
    db().execute(sql`
      insert into tenancy (id, unit_id, building_id, person_key, person_name, lease_start)
      values (${randomUUID()}, ${id}, ${home.buildingId}, ${name}, ${name}, ${start})`);
  const end = async (name: string) =>
    db().execute(sql`delete from tenancy where unit_id = ${id} and person_key = ${name}`);
  const found = async (of = id) => {
    const check = await checkClear(owner, of);
    const incoming = check.incoming.map(({ name, isIn }) => (isIn ? `${name}, in` : name));
    return [verdictOf(check), incoming.join('; '), check.leases.map(({ name }) => name).join('; ')];
  };
  const { start: midnight, end: dayAfter } = dayWindow(day, home.zone);
  const hour = 3_600_000;
  for (const [at, incoming] of [
    [addMs(midnight, -1), 'Nina Next'],
    [midnight, 'Nina Next'],
    [addMs(midnight, 8 * hour), 'Nina Next'],
    [addMs(midnight, 10 * hour), 'Nina Next, in'],
    [addMs(dayAfter, -1), 'Nina Next, in'],
  ] as const) {
    await office.control.freezeClock(at);
    expect(await found(), at).toEqual(['clear', incoming, '']);
  }
  expect(await found(renewedId)).toEqual(['not_clear', '', 'Rena Next']);
  // A vestibule that she holds for the home beside does not mean that she lives in this one.
  const wish = { unitId: null, buildingId: other.buildingId, name: 'Beside', doorIds: [other.id] };
  const { unitId: besideId } = await saveUnit(nextRequest(owner), wish);
  await db().execute(sql`
    insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name, lease_start)
    select gen_random_uuid(), ${besideId}, building_id, person_id, person_key, person_name, ${day} from tenancy
    where unit_id = ${renewedId}`);
  expect(await found(besideId)).toEqual(['clear', 'Rena Next', '']);
  // Whoever moves in with her does not stand in the way either.
  await lease('Ned', day);
  expect(await found()).toEqual(['clear', 'Ned; Nina Next, in', '']);
  await lease('Old', '2020-01-01');
  expect(await found()).toEqual(['not_clear', 'Ned; Nina Next, in', 'Old']);
  await end('Old');
  // For somebody whose lease begins tomorrow she is who lives there.
  await lease('Omar', addDays(day, 1));
  expect(await found()).toEqual(['not_clear', 'Ned; Omar', 'Nina Next']);
  await end('Omar');
  await office.control.freezeClock(dayAfter);
  expect(await found()).toEqual(['not_clear', '', 'Ned; Nina Next']);
});
