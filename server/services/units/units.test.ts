import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { grantAccess } from '../accesses/grant-access.ts';
import { exportList } from '../exports/export-list.ts';
import { getExport } from '../exports/get-export.ts';
import { previewMoveOut } from '../tenancies/preview-move-out.ts';
import { adoptUnits, suggestedUnits } from './adopt-units.ts';
import { getUnit } from './get-unit.ts';
import { countUnitsQuery, listUnitsQuery } from './list-query.ts';
import { countUnits, listUnits } from './list-units.ts';
import { archiveUnit, saveUnit } from './save-unit.ts';
import { unitDrift } from './unit-drift.ts';

let office: BackOffice;
let owner: Session;
let buildingId: string;
let otherId: string;

beforeAll(async () => {
  office = await startBackOffice({ people: 200 });
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string }>(
    sql`select id from building where time_zone is not null order by name`,
  );
  buildingId = found.rows[0]?.id ?? '';
  otherId = found.rows[1]?.id ?? '';
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const list = (query: object, session = owner) => listUnits(session, listUnitsQuery.parse({ limit: 200, ...query }));

test('units are suggested from private doors and adopted with those who hold them, and nothing is sent', async () => {
  const calls = (await office.control.journal()).length;
  const suggestions = await suggestedUnits(owner, { building: buildingId });
  const privateDoors = await db().execute<{ id: string }>(sql`
    select id from door where building_id = ${buildingId} and accessibility = 'private'`);
  expect(suggestions.length).toBeGreaterThanOrEqual(privateDoors.rows.length);
  const lived = suggestions.filter(({ people }) => people.length > 0);
  expect(lived.length).toBeGreaterThan(5);
  const [chosen] = lived;
  if (!chosen) throw new Error('Nobody lives anywhere.');

  const adopted = await adoptUnits(nextRequest(owner), { buildingId, names: suggestions.map(({ name }) => name) });
  expect(adopted.units).toBe(suggestions.length);
  expect(adopted.people).toBeGreaterThanOrEqual(lived.length);
  expect(await suggestedUnits(owner, { building: buildingId })).toEqual([]);
  expect((await office.control.journal()).length).toBe(calls);

  expect((await list({ building: buildingId, q: '-' })).items).toEqual([]);
  const [row] = (await list({ building: buildingId, q: chosen.name })).items;
  expect(row).toMatchObject({ name: chosen.name, people: chosen.people, doors: chosen.doors.map(({ name }) => name) });
  const unit = await getUnit(owner, row?.id ?? '');
  for (const tenant of unit.tenants) expect(tenant.heldDoors).toBe(tenant.wantedDoors);
  const [preview] = (await previewMoveOut(owner, [unit.tenants[0]?.tenancyId ?? ''])).people;
  // Whoever was found living there holds their doors in the building by that lease.
  expect(preview?.doors.filter(({ isInBuilding }) => isInBuilding).map(({ because }) => because)).not.toContain('none');
});

test('a unit is found by the name of who lives there, whatever its accents and punctuation', async () => {
  const [home] = (await list({ building: buildingId, state: 'lived_in' })).items;
  const { rows } = await db().execute<{ id: string; name: string }>(sql`
    select p.id, p.last_name as name from tenancy t join person p on p.id = t.person_id
    where t.unit_id = ${home?.id} and t.ended_at is null limit 1`);
  const call = (name?: string) => db().execute(sql`update person set last_name = ${name} where id = ${rows[0]?.id}`);
  await call('O’Łódzki');
  for (const q of ['O’Łódzki', 'olodzki']) {
    expect((await list({ building: buildingId, q })).items.map(({ id }) => id)).toContain(home?.id);
  }
  await call(rows[0]?.name);
});

test('where few match, units of similar names are offered, in scope and never a hit', async () => {
  const { unitId } = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: 'Penthouse', doorIds: [] });
  const similarTo = async (q: string, session = owner) =>
    ((await list({ q }, session)).similar ?? []).map(({ id }) => id);
  expect((await list({ q: 'Pnethouse' })).items).toEqual([]);
  expect(await similarTo('Pnethouse')).toEqual([unitId]);
  expect(await similarTo('Penthouse')).not.toContain(unitId);
  const { rows } = await db().execute<{ id: string }>(sql`select id from building where id <> ${buildingId} limit 1`);
  const elsewhere = await sessionAs('building_manager', [rows[0]?.id ?? '']);
  expect(await similarTo('Pnethouse', elsewhere)).toEqual([]);
  await db().execute(sql`delete from unit where id = ${unitId}`);
});

test('a household that was found is as it was found, until a private door goes to another unit', async () => {
  const [one, ...others] = (await list({ building: buildingId, state: 'lived_in' })).items.filter(
    ({ doors }) => doors.length === 1,
  );
  const other = others.find(({ people }) => !people.some((name) => one?.people.includes(name)));
  if (!one || !other) throw new Error('No two units of one door each are lived in by others.');
  const driftOf = async ({ id }: { id: string }) =>
    new Set((await unitDrift(owner, id)).people.map(({ gains, loses }) => `+${gains.join()} -${loses.join()}`));
  const nobody = new Set();
  expect([await driftOf(one), await driftOf(other)]).toEqual([nobody, nobody]);
  const doorIds = async ({ id }: { id: string }) => (await getUnit(owner, id)).doors.map((door) => door.id);
  const save = ({ id: unitId, name }: { id: string; name: string }, ids: string[]) =>
    saveUnit(nextRequest(owner), { unitId, buildingId, name, doorIds: ids });
  const [ofOne, ofOther] = [await doorIds(one), await doorIds(other)];
  await save(one, []);
  // Nobody knows whether it was theirs for living there: they hold other doors by the same lease.
  expect(await driftOf(one)).toEqual(nobody);
  await save(other, [...ofOther, ...ofOne]);
  expect(await driftOf(one)).toEqual(new Set([`+ -${one.doors.join()}`]));
  expect(await driftOf(other)).toEqual(new Set([`+${one.doors.join()} -`]));
  await save(other, ofOther);
  await save(one, ofOne);
  expect([await driftOf(one), await driftOf(other)]).toEqual([nobody, nobody]);
});

test('pages hold every unit once, there and back, and the count agrees', async () => {
  const read = (sort: string) =>
    readAll((cursor) => listUnits(owner, listUnitsQuery.parse({ sort, cursor, limit: 7 })));
  const expected = await db().execute<{ id: string }>(sql`select id from unit order by sort_name, id`);
  const ids = expected.rows.map(({ id }) => id);
  expect(await read('name')).toEqual(ids);
  expect(await read('-name')).toEqual(ids.toReversed());
  expect((await countUnits(owner, countUnitsQuery.parse({}))).count).toBe(ids.length);
});

test('lived in and vacant are all units between them', async () => {
  const count = async (state: string) => (await countUnits(owner, countUnitsQuery.parse({ state }))).count;
  expect((await count('lived_in')) + (await count('vacant'))).toBe(await count(''));
  expect(await count('lived_in')).toBeGreaterThan(0);
  for (const { people } of (await list({ state: 'vacant' })).items) expect(people).toEqual([]);
});

test('a unit has one name in its building, however it is spelt, and can be renamed and taken out', async () => {
  const save = (name: string, unitId: string | null = null) =>
    saveUnit(nextRequest(owner), { unitId, buildingId: otherId, name, doorIds: [] });
  const { unitId } = await save('Penthouse');
  await expect(save(' PENTHOUSE ')).rejects.toMatchObject({ code: 'invalid', params: { reason: 'unit_name_taken' } });
  expect(await save('Penthouse A', unitId)).toEqual({ unitId });
  await archiveUnit(nextRequest(owner), { unitId });
  expect((await list({ building: otherId })).items).toEqual([]);
  expect(await getUnit(owner, unitId)).toMatchObject({ isArchived: true });
  await save('Penthouse A');
});

test('whoever saves a unit that somebody else saved since is told what is there now, and saves over it knowing', async () => {
  const { rows: doors } = await db().execute<{ id: string; name: string }>(sql`
    select id, name from door where building_id = ${otherId} order by sort_name, id limit 2`);
  const [kept, added] = doors;
  if (!kept || !added) throw new Error('The building has no two doors.');
  const save = (name: string, doorIds: string[], more: { unitId?: string; seenVersion?: string } = {}) =>
    saveUnit(nextRequest(owner), { unitId: null, buildingId: otherId, name, doorIds, ...more });
  const { unitId } = await save('Loft', [kept.id]);
  const versionNow = async () => (await getUnit(owner, unitId)).version;
  const seenVersion = await versionNow();
  await save('Loft', [kept.id, added.id], { unitId, seenVersion });
  const stale = {
    code: 'stale',
    params: {
      reason: 'changed_while_open',
      now: `is called “Loft” and has ${added.name}`,
      version: await versionNow(),
    },
  };
  await expect(save('Attic', [kept.id], { unitId, seenVersion })).rejects.toMatchObject(stale);
  expect((await getUnit(owner, unitId)).doors.map(({ id }) => id)).toEqual([kept.id, added.id]);
  // What it would be anyhow undoes nothing.
  expect(await save('Loft', [added.id, kept.id], { unitId, seenVersion })).toEqual({ unitId });

  const both = await Promise.allSettled(
    ['Attic', 'Garret'].map((name) => save(name, [kept.id], { unitId, seenVersion: stale.params.version })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await archiveUnit(nextRequest(owner), { unitId });
});

test('a unit somebody lives in is not taken out', async () => {
  const [unit] = (await list({ state: 'lived_in' })).items;
  const wish = archiveUnit(nextRequest(owner), { unitId: unit?.id ?? '' });
  await expect(wish).rejects.toMatchObject({ code: 'stale', params: { reason: 'unit_lived_in' } });
});

test('work under way for a tenant in another building is not named to staff of this one', async () => {
  const [unit] = (await list({ building: buildingId, state: 'lived_in' })).items;
  const tenantSeenBy = async (session: Session) => (await getUnit(session, unit?.id ?? '')).tenants[0];
  const elsewhere = await db().execute<{ id: string }>(sql`
    select id from door where building_id = ${otherId} and kind = 'door' and is_activated and is_connected
      and accessibility = 'communal' order by id limit 1`);
  await office.stopWorker();
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'known', personId: (await tenantSeenBy(owner))?.personId ?? '' },
    doorIds: elsewhere.rows.map(({ id }) => id),
    terms: {
      passcodeType: 'PERMANENT',
      start: await now(),
      end: null,
      shareable: false,
      role: 'non_resident',
      notify: true,
    },
  });
  const here = await sessionAs('building_manager', [buildingId]);
  const both = await sessionAs('building_manager', [buildingId, otherId]);
  expect(await tenantSeenBy(here)).toMatchObject({ operationId: null });
  expect(await tenantSeenBy(both)).toMatchObject({ operationId });
  await office.startWorker();
  await settled(owner, operationId);
});

test('S06: units of other buildings are not there, and leasing agents do not set them up', async () => {
  const agent = await sessionAs('leasing_agent', [otherId]);
  const manager = await sessionAs('building_manager', [otherId]);
  const [foreign] = (await list({ building: buildingId })).items;
  expect((await list({ building: buildingId }, agent)).items).toEqual([]);
  const missing = { code: 'forbidden_or_missing' };
  await expect(getUnit(agent, foreign?.id ?? '')).rejects.toMatchObject(missing);
  await expect(suggestedUnits(agent, { building: otherId })).rejects.toMatchObject(missing);
  await expect(suggestedUnits(manager, { building: buildingId })).rejects.toMatchObject(missing);
  await expect(adoptUnits(manager, { buildingId, names: ['1A'] })).rejects.toMatchObject(missing);
  const door = await db().execute<{ id: string }>(sql`select id from door where building_id = ${buildingId} limit 1`);
  const stolen = { unitId: null, buildingId: otherId, name: randomUUID(), doorIds: [door.rows[0]?.id ?? ''] };
  await expect(saveUnit(manager, stolen)).rejects.toMatchObject(missing);
});

test('the list goes out as a file of exactly what the filter finds', async () => {
  const search = `?building=${buildingId}&state=lived_in&sort=-name`;
  const columns = ['name', 'people', 'buildingName', 'doors', 'leaseEnd'];
  const selection = { kind: 'filter' as const, list: 'units' as const, search, excludedIds: [] };
  const { id } = await exportList(nextRequest(owner), { selection, columns });
  const text = await (await getExport(owner, { id })).text();
  const lines = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n');
  expect(lines[0]).toMatch(
    /^"Unit","Lives there","Building","Private doors","Lease ends","Read from OpenKit\..*,"ID"$/,
  );
  const { items } = await list({ building: buildingId, state: 'lived_in', sort: '-name' });
  expect(lines.slice(1).map((line) => line.slice(1, line.indexOf('",')))).toEqual(items.map(({ name }) => name));
});
