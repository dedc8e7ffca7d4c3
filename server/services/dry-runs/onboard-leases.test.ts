import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationCap } from '#lib/permissions';
import type { PlanOnboardingInput } from '#lib/schemas/dry-run';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { listTasksQuery } from '../tasks/list-query.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { confirmDryRun } from './confirm-dry-run.ts';
import { getDryRun } from './get-dry-run.ts';
import { dryRunRowsQuery, listDryRunRows } from './list-dry-run-rows.ts';
import { planOnboarding } from './plan-onboarding.ts';

let office: BackOffice;
let owner: Session;
let building: { id: string; name: string };
let homes: string[];
let lobby: string;
let gym: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const doors = await db().execute<{ id: string; buildingId: string; buildingName: string; isHome: boolean }>(sql`
    select d.id, d.building_id as "buildingId", b.name as "buildingName", d.accessibility = 'private' as "isHome"
    from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and b.time_zone = 'America/New_York' order by b.name, d.id`);
  const [first] = doors.rows;
  building = { id: first?.buildingId ?? '', name: first?.buildingName ?? '' };
  const here = doors.rows.filter(({ buildingId }) => buildingId === building.id);
  homes = here.filter(({ isHome }) => isHome).map(({ id }) => id);
  [lobby = '', gym = ''] = here.filter(({ isHome }) => !isHome).map(({ id }) => id);
  await saveBundle(nextRequest(owner), {
    bundleId: null,
    buildingId: building.id,
    name: 'Perks',
    kind: 'amenities',
    doors: [
      { doorId: lobby, isShareable: true, endsOn: null },
      { doorId: gym, isShareable: false, endsOn: '2027-09-30' },
    ],
  });
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

async function newUnit(name: string): Promise<string> {
  const doorIds = [homes.shift() ?? ''];
  return (await saveUnit(nextRequest(owner), { unitId: null, buildingId: building.id, name, doorIds })).unitId;
}

const usual: PlanOnboardingInput['columns'] = {
  firstName: 0,
  lastName: 1,
  email: 2,
  phone: null,
  building: 3,
  place: 4,
  start: null,
  end: 5,
};

const inputOf = (lines: string[], columns = usual): PlanOnboardingInput => ({
  text: lines.join('\n'),
  hasHeader: false,
  columns,
  doorIds: [],
  firstDay: null,
  lastDay: null,
  role: 'resident',
  shareable: false,
  notify: true,
});

async function plan(lines: string[], columns = usual) {
  const { dryRunId } = await planOnboarding(nextRequest(owner), inputOf(lines, columns));
  const { items } = await listDryRunRows(owner, dryRunRowsQuery.parse({ id: dryRunId, limit: 200 }));
  return { run: await getDryRun(owner, dryRunId), rows: items };
}

const confirm = async (run: { id: string; hash: string }) =>
  settled(
    owner,
    (await confirmDryRun(nextRequest(owner), { dryRunId: run.id, hash: run.hash, intentId: randomUUID() }))
      .operationId ?? '',
  );

test('lines that name a unit move people in: a lease each, doors of equal terms in one call, told once', async () => {
  const unitId = await newUnit('On-1');
  const line = (name: string) => `${name},Onboard,${name.toLowerCase()}.lease@example.com,${building.name}`;
  const { run, rows } = await plan([
    `${line('Ada')},On-1; Perks,2031-07-31`,
    `${line('Bob')},On-1,2031-07-31`,
    `${line('Cyd')},Perks,2031-07-31`,
  ]);
  // Ada: home and lobby together, the gym with its own end. Bob: the home. Cyd has no unit, and no lease.
  expect(run).toMatchObject({ calls: { grant: 4, change: 0, revoke: 0 }, people: 3, notified: 3 });
  expect(rows.map(({ line: at, unitName }) => `${at} ${unitName}`)).toEqual(['1 On-1', '1 null', '2 On-1', '3 null']);
  expect((await getUnit(owner, unitId)).tenants).toEqual([]);
  const operation = await confirm(run);
  expect(operation.doors.every(({ state }) => state === 'applied')).toBe(true);

  const { tenants } = await getUnit(owner, unitId);
  expect(tenants).toMatchObject([
    { name: 'Ada Onboard', leaseEnd: '2031-07-31', wantedDoors: 3, heldDoors: 3 },
    { name: 'Bob Onboard', leaseEnd: '2031-07-31', wantedDoors: 1, heldDoors: 1 },
  ]);
  expect(tenants.every(({ personId }) => personId !== null)).toBe(true);
  const ada = await office.control.user('ada.lease@example.com');
  expect(ada?.accesses.find(({ doorUuid }) => doorUuid === gym)?.endTime?.slice(0, 10)).toBe('2027-10-01');
  expect(await office.control.outbox('ada.lease@example.com')).toHaveLength(1);
  const { rows: reasons } = await db().execute<{ shareable: boolean; kind: string }>(sql`
    select r.shareable, r.kind from access_reason r where r.tenancy_id = ${tenants[0]?.tenancyId} and door_id = ${gym}`);
  expect(reasons).toEqual([{ shareable: false, kind: 'lease' }]);
});

test('a first day begins the lease on it and opens the doors at the move-in hour there, and not before', async () => {
  const home = homes[0] ?? '';
  const unitId = await newUnit('On-5');
  const columns = { ...usual, start: 5, end: 6 };
  const { run, rows } = await plan(
    [
      `Jon,Onboard,jon.lease@example.com,${building.name},On-5,2031-05-01,2031-07-31`,
      `Kim,Onboard,kim.lease@example.com,${building.name},Perks,5/2/2027,2031-07-31`,
      `Lou,Onboard,lou.lease@example.com,${building.name},On-5,2031-05-01,2031-04-30`,
      `Max,Onboard,max.lease@example.com,${building.name},On-5,soon,2031-07-31`,
    ],
    columns,
  );
  expect(rows.map(({ startAfter, problem }) => startAfter ?? problem)).toEqual([
    '2031-05-01T13:00:00.000Z',
    '2027-05-02T04:00:00.000Z',
    'end_before_start',
    'day_unreadable',
  ]);
  await confirm(run);
  expect((await getUnit(owner, unitId)).tenants).toMatchObject([{ name: 'Jon Onboard', leaseStart: '2031-05-01' }]);
  const jon = await office.control.user('jon.lease@example.com');
  expect(jon?.accesses.map(({ startTime }) => Date.parse(startTime))).toEqual([Date.parse('2031-05-01T13:00:00Z')]);
  expect(await office.control.tryDoor(home, { userUuid: jon?.userUuid ?? '' })).toMatchObject({ opens: false });
});

test('what a line cannot have is said on it, and nothing of it is noted', async () => {
  const unitId = await newUnit('On-2');
  await newUnit('On-3');
  const first = await plan([`Eve,Onboard,eve.lease@example.com,${building.name},On-2,2031-07-31`]);
  await confirm(first.run);
  const { run, rows } = await plan([
    `Eve,Onboard,eve.lease@example.com,${building.name},On-2,2032-07-31`,
    `Fay,Onboard,,${building.name},On-2,2031-07-31`,
    `Gus,Onboard,gus.lease@example.com,${building.name},On-2; On-3,2031-07-31`,
    `Hal,Onboard,hal.lease@example.com,${building.name},On-2,2020-07-31`,
  ]);
  expect(run.calls).toEqual({ grant: 0, change: 0, revoke: 0 });
  expect(rows.map(({ problem }) => problem)).toEqual([
    'tenant_already',
    'email_required',
    'one_unit_a_line',
    'end_past',
  ]);
  await expect(confirm(run)).rejects.toMatchObject({ code: 'stale', params: { reason: 'nothing_to_send' } });
  expect((await getUnit(owner, unitId)).tenants).toHaveLength(1);
});

test('a lease noted by somebody else since the dry run is not noted twice', async () => {
  await newUnit('On-4');
  const line = `Ida,Onboard,ida.lease@example.com,${building.name},On-4,2031-07-31`;
  const [mine, theirs] = [await plan([line]), await plan([line])];
  await confirm(theirs.run);
  await expect(confirm(mine.run)).rejects.toMatchObject({ code: 'stale' });
  expect(await office.control.outbox('ida.lease@example.com')).toHaveLength(1);
});

test('a building taken away between dry run and confirmation takes the dry run along', async () => {
  const unitId = await newUnit('On-6');
  const agent = await sessionAs('leasing_agent', [building.id]);
  const { dryRunId } = await planOnboarding(
    nextRequest(agent),
    inputOf([`Nat,Onboard,nat.lease@example.com,${building.name},On-6,2031-07-31`]),
  );
  const { hash } = await getDryRun(agent, dryRunId);
  const moved = { ...nextRequest(agent), scope: { buildingIds: [randomUUID()], portfolioIds: [], doorIds: [] } };
  const gone = { code: 'forbidden_or_missing' };
  await expect(getDryRun(moved, dryRunId)).rejects.toMatchObject(gone);
  await expect(confirmDryRun(moved, { dryRunId, hash, intentId: randomUUID() })).rejects.toMatchObject(gone);
  expect((await getUnit(owner, unitId)).tenants).toEqual([]);
});

test('a task names the newcomer it is about, whoever else the same operation moves in', async () => {
  const elevator = await db().execute<{ id: string }>(sql`
    select id from door where building_id = ${building.id} and kind = 'elevator' order by id limit 1`);
  const doorIds = [homes.shift() ?? '', elevator.rows[0]?.id ?? ''];
  const { unitId } = await saveUnit(nextRequest(owner), {
    unitId: null,
    buildingId: building.id,
    name: 'On-9',
    doorIds,
  });
  const line = (name: string) => `${name},Task,${name.toLowerCase()}.task@example.com,${building.name},On-9,`;
  const { run } = await plan([line('Eva'), line('Gil'), line('Hal')]);
  await confirm(run);
  const { tenants } = await getUnit(owner, unitId);
  const tasks = (await listTasks(owner, listTasksQuery.parse({}))).items.filter((task) => task.unitId === unitId);
  const who = (rows: readonly { personId: string | null; name: string | null }[]) =>
    rows.map(({ personId, name }) => `${name} ${personId}`).toSorted();
  expect(tasks).toHaveLength(3);
  expect(who(tasks.map(({ personId, personName }) => ({ personId, name: personName })))).toEqual(who(tenants));
});

test('S06 somebody beyond the scope looks new until the doors are given, and OpenKit adds them to who is there', async () => {
  await newUnit('On-7');
  const { rows: found } = await db().execute<{ id: string; email: string }>(sql`
    select id, email from person p where email is not null and gone_at is null
      and not exists (select 1 from person_building where person_id = p.id and building_id = ${building.id}) limit 1`);
  const [foreign] = found;
  const agent = await sessionAs('leasing_agent', [building.id]);
  const lines = [
    `Ann,Elsewhere,${foreign?.email},${building.name},On-7,`,
    `Bo,Elsewhere,${foreign?.email},${building.name},On-7,`,
  ];
  const { dryRunId } = await planOnboarding(nextRequest(agent), inputOf(lines));
  const rowsFor = (session: Session) => listDryRunRows(session, dryRunRowsQuery.parse({ id: dryRunId }));
  const { items } = await rowsFor(agent);
  expect(items.map(({ personId, problem }) => [personId, problem])).toEqual([
    [null, null],
    [null, 'person_twice'],
  ]);
  const run = await getDryRun(agent, dryRunId);
  const { operationId } = await confirmDryRun(nextRequest(agent), {
    dryRunId,
    hash: run.hash,
    intentId: randomUUID(),
  });
  await settled(agent, operationId ?? '');
  expect((await rowsFor(agent)).items[0]).toMatchObject({ personId: foreign?.id });
});

test('of two dry runs of the same new people, the second is too old once the first has been sent', async () => {
  const line = `Twin,Onboard,twin.onboard@example.com,${building.name},Perks,2031-07-31`;
  const [first, second] = [await plan([line]), await plan([line])];
  await confirm(first.run);
  const posts = async () => (await office.control.journal()).filter(({ method }) => method === 'POST').length;
  const before = await posts();
  await expect(confirm(second.run)).rejects.toMatchObject({ code: 'stale', params: { reason: 'dry_run_old' } });
  expect(await posts()).toBe(before);
  const twin = await office.control.user('twin.onboard@example.com');
  expect(twin?.accesses.map(({ doorUuid }) => doorUuid).toSorted()).toEqual([lobby, gym].toSorted());
});

test('a table may give as many doors as the role may at once, however few people they are', async () => {
  const agent = await sessionAs('leasing_agent', [building.id]);
  const linesOf = (people: number) =>
    Array.from({ length: people }, (_, n) => `Many,Onboard,many-${n}@example.com,${building.name},,2031-07-31`);
  const planFor = (people: number) =>
    planOnboarding(nextRequest(agent), { ...inputOf(linesOf(people)), doorIds: [lobby, gym] });
  const most = operationCap.leasing_agent / 2;
  const { dryRunId } = await planFor(most);
  expect(await getDryRun(agent, dryRunId)).toMatchObject({ calls: { grant: most }, refused: 0 });
  await expect(planFor(most + 1)).rejects.toMatchObject({ code: 'limited', params: { reason: 'too_many_people' } });
});
