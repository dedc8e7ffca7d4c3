import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dryRunConsequences } from '#lib/messages/dry-run-consequences';
import { confirmLabel } from '#lib/messages/dry-run-words';
import { operationCap } from '#lib/permissions';
import type { BulkWish } from '#lib/schemas/dry-run';
import type { Selection } from '#lib/schemas/selection';
import { addMonths } from '#lib/time/day';
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
import { alignBundle } from '../bundles/align-bundle.ts';
import { bundleDrift } from '../bundles/bundle-drift.ts';
import { saveBundle } from '../bundles/save-bundle.ts';
import { cancelOperation } from '../operations/cancel-operation.ts';
import { getOperation } from '../operations/get-operation.ts';
import { saveUnit } from '../units/save-unit.ts';
import { confirmDryRun } from './confirm-dry-run.ts';
import { getConsequences } from './get-consequences.ts';
import { getDryRun } from './get-dry-run.ts';
import { countDryRunRows, dryRunRowsQuery, listDryRunRows } from './list-dry-run-rows.ts';
import { planBulk } from './plan-bulk.ts';
import { planOnboarding } from './plan-onboarding.ts';

let office: BackOffice;
let owner: Session;
/** People with accesses of ours that end, and one building they are in. */
let people: { personId: string; doorId: string; buildingId: string; end: string; timeZone: string }[];

beforeAll(async () => {
  office = await startBackOffice({ people: 200 });
  owner = await sessionAs('owner');
  const found = await db().execute<(typeof people)[number]>(sql`
    select distinct on (a.person_id) a.person_id as "personId", a.door_id as "doorId", a.building_id as "buildingId",
      a.ends_at as "end", b.time_zone as "timeZone"
    from access a join building b on b.id = a.building_id join person p on p.id = a.person_id
    where a.passcode_type = 'PERMANENT' and a.granter_kind = 'partner' and a.gone_at is null and a.ends_at is not null
      and a.ends_at > now() and b.time_zone is not null and p.email is not null
      and not exists (select 1 from access twin where twin.person_id = a.person_id and twin.door_id = a.door_id
        and twin.id <> a.id)
    order by a.person_id, a.door_id limit 3`);
  people = found.rows;
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const only = (ids: string[]): Selection => ({ kind: 'ids', list: 'people', ids });
const rowsOf = async (session: Session, id: string, show: '' | 'calls' | 'refused' = '') =>
  (await listDryRunRows(session, dryRunRowsQuery.parse({ id, show, limit: 200 }))).items;

async function plan(session: Session, selection: Selection, wish: BulkWish) {
  const { dryRunId } = await planBulk(nextRequest(session), { selection, wish });
  return getDryRun(session, dryRunId);
}
const confirm = (session: Session, run: { id: string; hash: string }) =>
  confirmDryRun(nextRequest(session), { dryRunId: run.id, hash: run.hash, intentId: randomUUID() });
const writes = async () =>
  (await office.control.journal()).filter((call) => call.method !== 'GET' && call.path.includes('/users')).length;

test('a dry run says which calls would be made and who would be told, and makes none', async () => {
  const before = await writes();
  const run = await plan(owner, only(people.map((one) => one.personId)), {
    kind: 'extend',
    end: { kind: 'later', months: 12 },
  });
  expect(run.calls.grant + run.calls.revoke).toBe(0);
  expect(run.calls.change).toBeGreaterThanOrEqual(people.length);
  expect(run).toMatchObject({ people: people.length, notified: 0, operationId: null });
  const calls = await rowsOf(owner, run.id, 'calls');
  for (const { endBefore, endAfter, timeZone } of calls) {
    expect(endAfter).toBe(addMonths(endBefore ?? '', 12, timeZone ?? 'UTC'));
  }
  // What has no end cannot end later, and says so.
  for (const row of await rowsOf(owner, run.id, 'refused')) expect(row.problem).toBe('no_end_to_extend');
  expect(await countDryRunRows(owner, { id: run.id, show: 'refused' })).toEqual({ count: run.refused, isExact: true });
  expect(await writes()).toBe(before);
});

test('confirmed, exactly what was shown is sent, once, however often it is pressed', async () => {
  const [one] = people;
  const run = await plan(owner, only([one?.personId ?? '']), { kind: 'extend', end: { kind: 'later', months: 1 } });
  const before = await writes();
  const [first, second] = await Promise.all([confirm(owner, run), confirm(owner, run)]);
  expect(second).toEqual(first);
  const done = await settled(owner, first.operationId ?? '');
  expect(done.doors.every((door) => door.state === 'applied')).toBe(true);
  expect(await writes()).toBe(before + run.calls.change);
  const held = await db().execute<{ end: string }>(sql`
    select ends_at as "end" from access where person_id = ${one?.personId} and door_id = ${one?.doorId} and gone_at is null`);
  expect(held.rows[0]?.end).toBe(addMonths(one?.end ?? '', 1, one?.timeZone ?? 'UTC'));
});

test('doors are given to many: one POST each, on the doors they lack', async () => {
  const [one, two] = people;
  const wish: BulkWish = {
    kind: 'grant',
    doorIds: [one?.doorId ?? ''],
    bundleIds: [],
    firstDay: null,
    lastDay: null,
    role: 'non_resident',
    shareable: false,
    notify: true,
  };
  const run = await plan(owner, only([one?.personId ?? '', two?.personId ?? '']), wish);
  const rows = await rowsOf(owner, run.id);
  expect(rows.find((row) => row.personId === one?.personId)).toMatchObject({ action: null, problem: 'all_held' });
  if (two?.doorId !== one?.doorId) {
    expect(rows.find((row) => row.personId === two?.personId)).toMatchObject({ action: 'grant', isNotified: true });
    const { operationId } = await confirm(owner, run);
    expect((await settled(owner, operationId ?? '')).doors).toMatchObject([{ action: 'grant', state: 'applied' }]);
    expect(await office.control.tryDoor(one?.doorId ?? '', { userUuid: two?.personId ?? '' })).toMatchObject({
      opens: true,
    });
  }
});

/** Lets acts go on once each of them waits, for a person or for another that does. */
async function atOnce<T>(personId: string, acts: (() => Promise<T>)[]): Promise<T[]> {
  const { answers } = await db().transaction(async (tx) => {
    await tx.execute(sql`select 1 from person where id = ${personId} for update`);
    const answers = Promise.all(acts.map((act) => act()));
    await vi.waitFor(async () => {
      const { rows } = await db().execute(sql`
        select distinct l.pid from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where not l.granted and a.datname = current_database()`);
      expect(rows).toHaveLength(acts.length);
    });
    return { answers };
  });
  return answers;
}

test('a bundle is given with what differs on its doors: equal terms in one POST, each person told once', async () => {
  const { rows: doors } = await db().execute<{ id: string; buildingId: string }>(sql`
    select d.id, d.building_id as "buildingId" from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.accessibility = 'communal' and b.time_zone is not null
      and d.building_id = ${people[0]?.buildingId} order by d.id limit 3`);
  const terms = { isShareable: true, endsOn: null };
  const { rows: elevators } = await db().execute<{ id: string; name: string }>(sql`
    select id, name from door where kind = 'elevator' and building_id = ${people[0]?.buildingId} order by id limit 1`);
  const bundle = { buildingId: people[0]?.buildingId ?? '', name: 'Given to many', kind: 'service' as const };
  const inBundle = [
    { ...terms, doorId: doors[0]?.id ?? '' },
    { ...terms, doorId: doors[1]?.id ?? '' },
    { ...terms, doorId: doors[2]?.id ?? '', isShareable: false, endsOn: '2027-09-30' },
    { ...terms, doorId: elevators[0]?.id ?? '' },
  ];
  const { bundleId } = await saveBundle(nextRequest(owner), { ...bundle, bundleId: null, doors: inBundle });
  const { rows: free } = await db().execute<{ id: string; email: string }>(sql`
    select p.id, p.email from person p where p.email is not null and p.gone_at is null and not exists (
      select 1 from access a where a.person_id = p.id and a.door_id = any(${sql.param(doors.map(({ id }) => id))}::uuid[]))
    order by p.id limit 2`);
  const shared = {
    firstDay: null,
    lastDay: '2031-07-31',
    role: 'non_resident',
    shareable: true,
    notify: true,
  } as const;
  const wish: BulkWish = { kind: 'grant', doorIds: [], bundleIds: [bundleId], ...shared };
  const run = await plan(owner, only(free.map(({ id }) => id)), wish);
  expect(run).toMatchObject({
    calls: { grant: 4, change: 0, revoke: 0 },
    people: 2,
    notified: 2,
    byHand: [elevators[0]?.name],
  });
  const colleague = await sessionAs('owner');
  const theirs = await plan(colleague, only(free.map(({ id }) => id)), wish);
  const before = await writes();
  const { operationId } = await confirm(owner, run);
  expect((await settled(owner, operationId ?? '')).doors.every(({ state }) => state === 'applied')).toBe(true);
  // A colleague who planned the same gives it no second time.
  await expect(confirm(colleague, theirs)).rejects.toMatchObject({ params: { reason: 'dry_run_old' } });
  expect((await writes()) - before).toBe(4);
  const { rows: held } = await db().execute<{ shareable: boolean; day: string; doors: number }>(sql`
    select a.shareable, (a.ends_at at time zone b.time_zone)::date::text as day, count(*)::int as doors
    from access a join building b on b.id = a.building_id
    where a.person_id = ${free[0]?.id} and a.door_id = any(${sql.param(doors.map(({ id }) => id))}::uuid[])
      and a.gone_at is null group by 1, 2 order by 2`);
  expect(held).toEqual([
    { shareable: false, day: '2027-10-01', doors: 1 },
    { shareable: true, day: '2031-08-01', doors: 2 },
  ]);
  expect(await office.control.outbox(free[0]?.email ?? '')).toHaveLength(1);
  const { rows: reasons } = await db().execute<{ n: number }>(sql`
    select count(*)::int as n from access_reason where bundle_id = ${bundleId} and ended_at is null`);
  expect(reasons).toEqual([{ n: 6 }]);

  // What OpenKit cannot give is a task for each of them, once.
  const { rows: tasks } = await db().execute<{ personId: string }>(sql`
    select person_id as "personId" from task where kind = 'elevator' and door_id = ${elevators[0]?.id} order by 1`);
  expect(tasks.map(({ personId }) => personId)).toEqual(free.map(({ id }) => id).toSorted());
  expect((await bundleDrift(owner, bundleId)).people).toEqual([]);

  // They have it without a lease, and are brought in line all the same.
  await saveBundle(nextRequest(owner), {
    ...bundle,
    bundleId,
    doors: inBundle.slice(1).map((one) => ({ ...one, isShareable: false })),
  });
  const drift = await bundleDrift(owner, bundleId);
  expect(drift.people).toHaveLength(2);
  for (const person of drift.people)
    expect(person).toMatchObject({
      unitName: null,
      gains: [],
      loses: [expect.any(String)],
      changes: [expect.any(String)],
      byHand: [],
    });
  // Two at the same time: the second finds them in line.
  const align = (session: Session) => alignBundle(nextRequest(session), { intentId: randomUUID(), bundleId });
  const both = await atOnce(free[0]?.id ?? '', [() => align(owner), () => align(colleague)]);
  const [aligned, ...none] = both.flatMap(({ operationId }) => operationId ?? []);
  expect(none).toEqual([]);
  const { doors: changed } = await settled(owner, aligned ?? '');
  expect(changed.map(({ action, state }) => `${action} ${state}`).toSorted()).toEqual([
    ...Array(2).fill('change applied'),
    ...Array(2).fill('revoke applied'),
  ]);
  expect((await bundleDrift(owner, bundleId)).people).toEqual([]);
  const nothing = plan(owner, only(free.map(({ id }) => id)), { ...wish, bundleIds: [] });
  await expect(nothing).rejects.toMatchObject({ code: 'invalid', params: { reason: 'doors_required' } });
});

test('a bundle is a reason for the doors of it that somebody holds already, too, and makes them end later', async () => {
  const { personId = '', doorId = '', buildingId = '' } = people[0] ?? {};
  const { rows: lacking } = await db().execute<{ id: string }>(sql`
    select d.id from door d where d.kind = 'door' and d.is_activated and d.building_id = ${buildingId}
      and not exists (select 1 from access a where a.door_id = d.id and a.person_id = ${personId}) order by d.id limit 1`);
  const terms = { isShareable: false, endsOn: null };
  const { bundleId } = await saveBundle(nextRequest(owner), {
    bundleId: null,
    buildingId,
    name: 'Held in part',
    kind: 'service',
    doors: [
      { ...terms, doorId },
      { ...terms, doorId: lacking[0]?.id ?? '' },
    ],
  });
  const shared = {
    firstDay: null,
    lastDay: '2045-07-31',
    role: 'non_resident',
    shareable: false,
    notify: false,
  } as const;
  const wish: BulkWish = { kind: 'grant', doorIds: [], bundleIds: [bundleId], ...shared };
  const run = await plan(owner, only([personId]), wish);
  expect(run.calls).toEqual({ grant: 1, change: 1, revoke: 0 });
  const { rows: before } = await db().execute<{ end: string }>(sql`
    select ends_at as "end" from access where person_id = ${personId} and door_id = ${doorId} and gone_at is null`);
  const { operationId } = await confirm(owner, run);
  expect((await settled(owner, operationId ?? '')).doors.every(({ state }) => state === 'applied')).toBe(true);
  const { rows: reasons } = await db().execute<{ kind: string; bundleId: string | null; end: string }>(sql`
    select kind, bundle_id as "bundleId", ends_at as "end" from access_reason
    where person_id = ${personId} and door_id = ${doorId} and ended_at is null order by ends_at`);
  // What it was held for before is a reason of its own, so that the end of the one leaves the other.
  expect(reasons).toMatchObject([
    { kind: 'other', bundleId: null, end: before[0]?.end },
    { kind: 'job', bundleId },
  ]);
  // The same again: they hold it, and know why.
  const again = await plan(owner, only([personId]), wish);
  expect(again).toMatchObject({ calls: { grant: 0, change: 0 }, refused: 1, noted: 0 });
  await expect(confirm(owner, again)).rejects.toMatchObject({ params: { reason: 'nothing_to_send' } });

  // Another bundle of a door they hold until then: nothing is sent, but it is one more reason not to take it.
  const { bundleId: otherId } = await saveBundle(nextRequest(owner), {
    ...{ bundleId: null, buildingId, name: 'Held as wanted', kind: 'service' },
    doors: [{ ...terms, doorId }],
  });
  const alone = await plan(owner, only([personId]), { ...wish, bundleIds: [otherId] });
  expect(alone).toMatchObject({ calls: { grant: 0, change: 0 }, refused: 1, noted: 1 });
  const sent = await writes();
  expect(await confirm(owner, alone)).toEqual({ operationId: null });
  await expect(confirm(owner, alone)).rejects.toMatchObject({ params: { reason: 'dry_run_old' } });
  expect(await writes()).toBe(sent);
  const { rows: noted } = await db().execute<{ doorId: string }>(sql`
    select door_id as "doorId" from access_reason
    where person_id = ${personId} and bundle_id = ${otherId} and ended_at is null`);
  expect(noted).toEqual([{ doorId }]);
});

test('a bundle of elevators alone is sent to nobody, and becomes a task for whoever is given it, once', async () => {
  const { personId = '', buildingId = '' } = people[0] ?? {};
  const { rows } = await db().execute<{ id: string; name: string }>(sql`
    select id, name from door where kind = 'elevator' and building_id = ${buildingId} order by id limit 1`);
  const [elevator] = rows;
  const { bundleId } = await saveBundle(nextRequest(owner), {
    ...{ bundleId: null, buildingId, name: 'Lifts', kind: 'service' },
    doors: [{ doorId: elevator?.id ?? '', isShareable: false, endsOn: null }],
  });
  const shared = { firstDay: null, lastDay: null, role: 'non_resident', shareable: false, notify: true } as const;
  const wish: BulkWish = { kind: 'grant', doorIds: [], bundleIds: [bundleId], ...shared };
  const openTasks = async () =>
    (
      await db().execute(sql`
        select kind from task where person_id = ${personId} and door_id = ${elevator?.id} and done_at is null`)
    ).rows;
  for (const _ of ['first', 'again']) {
    const run = await plan(owner, only([personId]), wish);
    expect(run).toMatchObject({ calls: { grant: 0, change: 0 }, noted: 1, byHand: [elevator?.name] });
    expect(confirmLabel(run)).toBe('Make tasks for 1 person');
    expect(await rowsOf(owner, run.id)).toMatchObject([{ problem: 'by_hand_alone', doorNames: [elevator?.name] }]);
    expect(await confirm(owner, run)).toEqual({ operationId: null });
    expect(await openTasks()).toEqual([{ kind: 'elevator' }]);
  }
  const noted = await db().execute(sql`select 1 from access_reason where bundle_id = ${bundleId}`);
  expect(noted.rows).toEqual([]);
});

test('nobody plans, sees or confirms beyond their buildings, their role or their own dry runs', async () => {
  const [one] = people;
  const agent = await sessionAs('leasing_agent', [one?.buildingId ?? '']);
  const run = await plan(agent, only(people.map((other) => other.personId)), { kind: 'revoke' });
  const planned = await db().execute<{ outside: number }>(sql`
    select count(*)::int as outside from dry_run_row r, jsonb_array_elements(r.doors) d
    where r.dry_run_id = ${run.id} and d->>'buildingId' <> ${one?.buildingId}`);
  expect(planned.rows).toEqual([{ outside: 0 }]);
  const missing = { code: 'forbidden_or_missing' };
  await expect(getDryRun(owner, run.id)).rejects.toMatchObject(missing);
  await expect(confirm(owner, run)).rejects.toMatchObject(missing);
  const auditor = await sessionAs('auditor', [one?.buildingId ?? '']);
  await expect(plan(auditor, only([one?.personId ?? '']), { kind: 'revoke' })).rejects.toMatchObject(missing);
  const buildings = await db().execute<{ id: string }>(sql`select id from building`);
  const busy = await sessionAs(
    'leasing_agent',
    buildings.rows.map(({ id }) => id),
  );
  const everybody: Selection = { kind: 'filter', list: 'people', search: '', excludedIds: [] };
  await expect(plan(busy, everybody, { kind: 'revoke' })).rejects.toMatchObject({
    code: 'limited',
    params: { reason: 'too_many_people' },
  });
});

test('whoever may send less than when they planned does not send it all', async () => {
  const buildings = await db().execute<{ id: string }>(sql`select id from building`);
  const ids = buildings.rows.map(({ id }) => id);
  const manager = await sessionAs('portfolio_manager', ids);
  const everybody: Selection = { kind: 'filter', list: 'people', search: '', excludedIds: [] };
  const run = await plan(manager, everybody, { kind: 'revoke' });
  expect(run.calls.revoke).toBeGreaterThan(operationCap.leasing_agent);
  const { staff, ...rest } = manager;
  const agent: Session = { ...rest, staff: { ...staff, role: 'leasing_agent' } };
  await expect(confirm(agent, run)).rejects.toMatchObject({ code: 'limited', params: { reason: 'too_many_people' } });
  expect((await getDryRun(manager, run.id)).operationId).toBeNull();
});

test('S06: whether an email is known beyond one’s buildings is told by no number of a dry run', async () => {
  const found = await db().execute<{ email: string; doorId: string; buildingId: string }>(sql`
    select p.email, d.id as "doorId", d.building_id as "buildingId" from person p cross join door d
    where p.email is not null and p.gone_at is null and d.kind = 'door' and d.is_activated
      and not exists (select 1 from person_building pb where pb.person_id = p.id and pb.building_id = d.building_id)
    order by p.id, d.id limit 1`);
  const { email = '', doorId = '', buildingId = '' } = found.rows[0] ?? {};
  const agent = await sessionAs('leasing_agent', [buildingId]);
  const consequences = async (of: string) => {
    const { dryRunId } = await planOnboarding(nextRequest(agent), {
      text: `First name,Last name,Email\nAda,Foreign,${of}`,
      hasHeader: true,
      columns: {
        firstName: 0,
        lastName: 1,
        email: 2,
        phone: null,
        building: null,
        place: null,
        start: null,
        end: null,
      },
      doorIds: [doorId],
      firstDay: null,
      lastDay: null,
      role: 'non_resident',
      shareable: false,
      notify: true,
    });
    return getConsequences(agent, dryRunId);
  };
  expect(await consequences(email)).toMatchObject({ newcomers: 1 });
  expect(await consequences(email)).toEqual(await consequences('nobody.anywhere@example.com'));
});

test('people chosen to lose everything keep the door of their own home, which the dry run says', async () => {
  const [one, two] = people;
  const home = { personId: two?.personId ?? '', doorId: two?.doorId ?? '', buildingId: two?.buildingId ?? '' };
  const unit = { unitId: null, buildingId: home.buildingId, name: 'Home of two', doorIds: [home.doorId] };
  const { unitId } = await saveUnit(nextRequest(owner), unit);
  const tenancyId = randomUUID();
  await db().execute(sql`
    insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name)
    values (${tenancyId}, ${unitId}, ${home.buildingId}, ${home.personId}, ${home.personId}, 'Two')`);
  const run = await plan(owner, only([one?.personId ?? '', home.personId]), { kind: 'revoke' });
  const kept = (await rowsOf(owner, run.id, 'refused')).filter(({ problem }) => problem === 'own_home_stays');
  expect(kept).toMatchObject([{ personId: home.personId, action: null }]);
  const revoked = await db().execute<{ personId: string }>(sql`
    select r.person_id as "personId" from dry_run_row r, jsonb_array_elements(r.doors) d
    where r.dry_run_id = ${run.id} and r.action = 'revoke' and d->>'doorId' = ${home.doorId}`);
  expect(revoked.rows).not.toContainEqual({ personId: home.personId });
  // The access itself, chosen by itself, is meant.
  const { rows } = await db().execute<{ id: string }>(sql`
    select id from access where person_id = ${home.personId} and door_id = ${home.doorId} and gone_at is null`);
  const chosen = await plan(
    owner,
    { kind: 'ids', list: 'accesses', ids: rows.map(({ id }) => id) },
    { kind: 'revoke' },
  );
  expect(chosen).toMatchObject({ calls: { revoke: 1 }, refused: 0 });
  await db().execute(sql`update tenancy set ended_at = now() where id = ${tenancyId}`);
});

test('what falls with a revocation, what stays and which locks hear late is said with the dry run', async () => {
  const { personId = '', doorId = '', buildingId = '' } = people[2] ?? {};
  const there = sql`person_id = ${personId} and door_id = ${doorId} and passcode_type = 'PERMANENT' and gone_at is null`;
  const { rows: before } = await db().execute<{ code: string; isConnected: boolean | null; name: string }>(sql`
    select a.doorcode_status as code, d.is_connected as "isConnected", d.name from access a join door d on d.id = a.door_id
    where a.person_id = ${personId} and a.door_id = ${doorId} and a.gone_at is null`);
  await db().execute(sql`update access set doorcode_status = 'valid' where ${there}`);
  await db().execute(sql`update door set is_connected = false where id = ${doorId}`);
  const beside = (personOf: string, granterKind: string, type: string) => sql`(
    ${personOf}, ${`Beside ${type}`}, 'beside', ${doorId}, ${buildingId}, ${type}, ${granterKind},
    ${granterKind === 'user' ? personId : null}::uuid, 'beside', '2020-01-01', '2999-01-01', 'unknown')`;
  const guestId = people[1]?.personId ?? '';
  await db().execute(sql`
    insert into access (person_id, person_name, person_sort, door_id, building_id, passcode_type, granter_kind, granter_id, start_key,
      starts_at, ends_at, doorcode_status)
    values ${beside(guestId, 'user', 'PERMANENT')}, ${beside(personId, 'partner', 'DAILY')}`);
  const said = async (wish: BulkWish) =>
    dryRunConsequences(await getConsequences(owner, (await plan(owner, only([personId]), wish)).id));
  const revoked = await said({ kind: 'revoke' });
  const named = (text: string) => revoked.find((sentence) => sentence.text.includes(text))?.names.join();
  expect(named('working for good')).toContain(before[0]?.name);
  expect(named('guest access ends')).toContain('Beside PERMANENT');
  expect(named('1 day code stays')).toContain('Beside DAILY');
  expect(named('keeps opening until it has synced')).toContain(before[0]?.name);
  const extended = await said({ kind: 'extend', end: { kind: 'never' } });
  expect(extended.map(({ text }) => text).join()).toContain('uses the old end until it has synced');
  expect(extended.map(({ text }) => text).join()).not.toContain('guest access ends');

  await db().execute(sql`delete from access where start_key = 'beside'`);
  await db().execute(sql`update access set doorcode_status = ${before[0]?.code} where ${there}`);
  await db().execute(sql`update door set is_connected = ${before[0]?.isConnected ?? null} where id = ${doorId}`);
});

test('what is too old or not what was shown is not sent', async () => {
  const run = await plan(owner, only([people[2]?.personId ?? '']), { kind: 'revoke' });
  const stale = { code: 'stale', params: { reason: 'dry_run_old' } };
  await expect(confirm(owner, { ...run, hash: 'another' })).rejects.toMatchObject(stale);
  await db().execute(sql`update dry_run set expires_at = clock_timestamp() - interval '1 second' where id = ${run.id}`);
  await expect(confirm(owner, run)).rejects.toMatchObject(stale);
  expect(await getDryRun(owner, run.id)).toMatchObject({ isExpired: true, operationId: null });
});

test('an access changed in Mission Control after the dry run is left to a person', async () => {
  const two = people[1] ?? { personId: '', doorId: '' };
  const run = await plan(owner, only([two.personId]), { kind: 'extend', end: { kind: 'later', months: 12 } });
  await office.control.moveEndElsewhere(two.personId, two.doorId, null);
  const { operationId } = await confirm(owner, run);
  const done = await settled(owner, operationId ?? '');
  const door = done.doors.find((row) => row.doorId === two.doorId);
  expect(door).toMatchObject({
    state: 'needs_person',
    reason: 'changed_elsewhere',
    conflict: { found: { end: null } },
  });
});

test('S18: a table of people becomes one POST a line, with a reason for each line that cannot', async () => {
  const [one] = people;
  const named = await db().execute<{ door: string; building: string }>(sql`
    select d.name as door, b.name as building from door d join building b on b.id = d.building_id
    where d.kind = 'door' and d.is_activated and d.accessibility = 'private' order by d.id limit 1`);
  const { door = '', building = '' } = named.rows[0] ?? {};
  const doorId = people.find((other) => other.doorId !== one?.doorId)?.doorId ?? one?.doorId ?? '';
  const text = [
    'First name,Last name,Email,Property,Unit,Lease end',
    `Ana,Ruiz,ana.ruiz@example.com,${building},"${door.toUpperCase()}, ${door}",2030-07-31`,
    'Bo,Stone,bo.stone@example.com,,,',
    'Ana,Ruiz,ANA.RUIZ@example.com,,,',
    'No,Mail,,,,',
    'Bad,Day,bad.day@example.com,,,soon',
    `Lost,Place,lost@example.com,${building},"${door}, Tower of Babel",`,
    '=cmd(),"Smith, ""Jo""",jo@example.com,,,',
  ].join('\r\n');
  const { dryRunId } = await planOnboarding(nextRequest(owner), {
    text,
    hasHeader: true,
    columns: { firstName: 0, lastName: 1, email: 2, phone: null, building: 3, place: 4, start: null, end: 5 },
    doorIds: [doorId],
    firstDay: null,
    lastDay: null,
    role: 'resident',
    shareable: false,
    notify: true,
  });
  const rows = await rowsOf(owner, dryRunId);
  expect(rows.map((row) => [row.line, row.action ?? row.problem])).toEqual([
    [2, 'grant'],
    [3, 'grant'],
    [4, 'person_twice'],
    [5, 'email_required'],
    [6, 'day_unreadable'],
    [7, 'place_unknown'],
    [8, 'grant'],
  ]);
  expect(rows[0]?.doorNames).toHaveLength(2);
  expect(rows[5]).toMatchObject({ problemParams: { place: 'Tower of Babel' } });
  expect(rows[0]?.endAfter).toMatch(/^2030-0[78]-/);
  expect(rows[1]?.endAfter).toBeNull();
  const run = await getDryRun(owner, dryRunId);
  expect(run).toMatchObject({ people: 3, notified: 3, refused: 4, calls: { grant: 3, change: 0, revoke: 0 } });

  const { operationId } = await confirm(owner, run);
  await settled(owner, operationId ?? '');
  expect(await office.control.outbox('ana.ruiz@example.com')).toHaveLength(1);
  expect((await office.control.user('jo@example.com'))?.lastName).toBe('Smith, "Jo"');
  // Whoever gets doors without a unit was given them by hand, and that is why they hold them.
  const noted = await db().execute(sql`
    select kind, count(distinct coalesce(person_id::text, person_key)) as people, count(*) as doors from access_reason
    where operation_id = ${operationId} and ended_at is null group by 1`);
  expect(noted.rows).toEqual([{ kind: 'by_hand', people: 3, doors: 4 }]);

  // The same table again: what they hold is not given twice.
  const again = await planOnboarding(nextRequest(owner), {
    text,
    hasHeader: true,
    columns: { firstName: 0, lastName: 1, email: 2, phone: null, building: 3, place: 4, start: null, end: 5 },
    doorIds: [doorId],
    firstDay: null,
    lastDay: null,
    role: 'resident',
    shareable: false,
    notify: true,
  });
  expect((await getDryRun(owner, again.dryRunId)).calls.grant).toBe(0);
});

test('accepting five thousand calls is quick whatever OpenKit does, and every one is queued', async () => {
  await office.stopWorker();
  const text = Array.from({ length: 5000 }, (_, n) => `Pat,Number ${n},pat-${n}@example.com`).join('\n');
  const { dryRunId } = await planOnboarding(nextRequest(owner), {
    text,
    hasHeader: false,
    columns: { firstName: 0, lastName: 1, email: 2, phone: null, building: null, place: null, start: null, end: null },
    doorIds: [people[0]?.doorId ?? ''],
    firstDay: null,
    lastDay: null,
    role: 'non_resident',
    shareable: false,
    notify: false,
  });
  expect(await getConsequences(owner, dryRunId)).toMatchObject({ newcomers: 5000, residents: 0, taken: [] });
  const { operationId } = await confirm(owner, await getDryRun(owner, dryRunId));
  expect((await getOperation(owner, operationId ?? '')).progress).toMatchObject({
    doorCount: 5000,
    peopleCount: 5000,
    counts: { queued: 5000 },
  });
  expect(await cancelOperation(nextRequest(owner), { operationId: operationId ?? '' })).toEqual({ doors: 5000 });
  const standing = await db().execute(sql`
    select 1 from access_reason where operation_id = ${operationId} and ended_at is null limit 1`);
  expect(standing.rows).toEqual([]);
  await office.startWorker();
});
