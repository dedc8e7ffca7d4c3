import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SaveBundleInput } from '#lib/schemas/bundle';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { access, person } from '#server/db/schema/mirror';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
} from '../../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../../e2e/fixtures/oracle.ts';
import { revokeAccess } from '../accesses/revoke-access.ts';
import { extendLease } from '../tenancies/extend-lease.ts';
import { moveIn } from '../tenancies/move-in.ts';
import { adoptUnits, suggestedUnits } from '../units/adopt-units.ts';
import { alignUnit } from '../units/align-unit.ts';
import { getUnit } from '../units/get-unit.ts';
import { saveUnit } from '../units/save-unit.ts';
import { unitDrift } from '../units/unit-drift.ts';
import { adoptBundles, suggestedBundles } from './adopt-bundles.ts';
import { alignBundle } from './align-bundle.ts';
import { archiveBundle } from './archive-bundle.ts';
import { bundleDrift } from './bundle-drift.ts';
import { getBundle } from './get-bundle.ts';
import { importBundles } from './import-bundles.ts';
import { listBundles } from './list-bundles.ts';
import { listBundlesQuery } from './list-query.ts';
import { saveBundle } from './save-bundle.ts';

let office: BackOffice;
let owner: Session;
let buildingId: string;
let home: string;
let otherHome: { id: string; name: string };
let spareHomes: string[];
let doors: { id: string; name: string }[];

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const building = await db().execute<{ id: string }>(sql`
    select id from building where time_zone = 'America/New_York' order by name limit 1`);
  buildingId = building.rows[0]?.id ?? '';
  const found = await db().execute<{ id: string; name: string; accessibility: string }>(sql`
    select id, name, accessibility from door where building_id = ${buildingId} and kind = 'door' and is_activated
      and is_connected order by name`);
  doors = found.rows.filter(({ accessibility }) => accessibility === 'communal');
  const [one, other, ...spare] = found.rows.filter(({ accessibility }) => accessibility === 'private');
  if (!one || !other) throw new Error('The building has no two homes.');
  home = one.id;
  otherHome = other;
  spareHomes = spare.map(({ id }) => id);
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

const door = (index: number, terms: Partial<SaveBundleInput['doors'][number]> = {}) => ({
  doorId: doors[index]?.id ?? '',
  isShareable: true,
  endsOn: null,
  ...terms,
});

const save = (name: string, of: SaveBundleInput['doors'], bundleId: string | null = null, session = owner) =>
  saveBundle(nextRequest(session), { bundleId, buildingId, name, kind: 'amenities', doors: of });

test('editing a bundle says who is affected and brings them in line as one operation', async () => {
  const { bundleId } = await save('Amenities', [door(0), door(1)]);
  const { unitId } = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: '4B', doorIds: [home] });
  const moved = await moveIn(nextRequest(owner), {
    intentId: randomUUID(),
    unitId,
    person: { kind: 'new', firstName: 'Ines', lastName: 'Sol', email: 'ines.sol@example.com' },
    leaseStart: '2026-01-01',
    leaseEnd: '2031-07-31',
    bundleIds: [bundleId],
    needsKeycard: false,
  });
  await settled(owner, moved.operationId ?? '');
  expect((await bundleDrift(owner, bundleId)).people).toEqual([]);

  const [elevator] = (
    await db().execute<{ id: string; name: string }>(sql`
      select id, name from door where kind = 'elevator' and building_id = ${buildingId} order by name limit 1`)
  ).rows;
  const byHand = { ...door(0), doorId: elevator?.id ?? '' };
  await save('Amenities', [door(1, { isShareable: false }), door(2, { endsOn: '2027-09-30' }), byHand], bundleId);
  const drift = await bundleDrift(owner, bundleId);
  expect(drift.people).toMatchObject([
    {
      name: 'Ines Sol',
      unitName: '4B',
      gains: [doors[2]?.name],
      loses: [doors[0]?.name],
      changes: [doors[1]?.name],
      byHand: [elevator?.name],
    },
  ]);
  // A door held twice is left alone, and said to be.
  const [found] = await db()
    .select()
    .from(access)
    .where(eq(access.doorId, doors[1]?.id ?? ''))
    .innerJoin(person, and(eq(person.id, access.personId), eq(person.email, 'ines.sol@example.com')));
  if (!found) throw new Error('They do not hold the door.');
  const second = { ...found.access, id: randomUUID(), startKey: 'another' };
  await db().insert(access).values(second);
  expect((await bundleDrift(owner, bundleId)).people).toMatchObject([{ changes: [], unclear: [doors[1]?.name] }]);
  await db().delete(access).where(eq(access.id, second.id));
  const intentId = randomUUID();
  const { operationId } = await alignBundle(nextRequest(owner), { intentId, bundleId });
  expect((await alignBundle(nextRequest(owner), { intentId, bundleId })).operationId).toBe(operationId);
  const done = await settled(owner, operationId ?? '');
  expect(done.doors.map(({ action, state }) => `${action} ${state}`).toSorted()).toEqual([
    'change applied',
    'grant applied',
    'revoke applied',
  ]);
  const held = (await office.control.user('ines.sol@example.com'))?.accesses.filter(({ revoked }) => !revoked) ?? [];
  expect(held.map(({ doorUuid }) => doorUuid).toSorted()).toEqual([home, doors[1]?.id, doors[2]?.id].toSorted());
  // Its own last day ends with that day in New York, long before the lease.
  expect(held.find(({ doorUuid }) => doorUuid === doors[2]?.id)?.endTime?.slice(0, 16)).toBe('2027-10-01T04:00');
  expect((await bundleDrift(owner, bundleId)).people).toEqual([]);

  expect(await alignBundle(nextRequest(owner), { intentId: randomUUID(), bundleId })).toEqual({ operationId: null });
  const tasks = await db().execute(sql`select 1 from task where kind = 'elevator' and door_id = ${elevator?.id}`);
  expect(tasks.rows).toHaveLength(1);

  // The same for the private doors of the unit: the doors of the bundle stay.
  expect((await unitDrift(owner, unitId)).people).toEqual([]);
  await saveUnit(nextRequest(owner), { unitId, buildingId, name: '4B', doorIds: [otherHome.id] });
  expect((await unitDrift(owner, unitId)).people).toMatchObject([
    { name: 'Ines Sol', gains: [otherHome.name], loses: [expect.any(String)], changes: [] },
  ]);
  const aligned = await alignUnit(nextRequest(owner), { intentId: randomUUID(), unitId });
  const { doors: sent } = await settled(owner, aligned.operationId ?? '');
  expect(sent.map(({ action, state }) => `${action} ${state}`).toSorted()).toEqual(['grant applied', 'revoke applied']);
  const now = (await office.control.user('ines.sol@example.com'))?.accesses.filter(({ revoked }) => !revoked) ?? [];
  expect(now.map(({ doorUuid }) => doorUuid).toSorted()).toEqual([otherHome.id, doors[1]?.id, doors[2]?.id].toSorted());
  expect(now.find(({ doorUuid }) => doorUuid === otherHome.id)?.endTime?.slice(0, 10)).toBe('2031-07-31');
  expect((await unitDrift(owner, unitId)).people).toEqual([]);
});

test('somebody with two leases that have a bundle is brought in line once: one call a door, and none is left open', async () => {
  const { bundleId } = await save('Pool', [door(0), door(3)]);
  const units = await Promise.all(
    ['Two-1', 'Two-2'].map((name, index) =>
      saveUnit(nextRequest(owner), { unitId: null, buildingId, name, doorIds: [spareHomes[index] ?? ''] }),
    ),
  );
  const email = 'tove.sol@example.com';
  for (const { unitId } of units) {
    const moved = await moveIn(nextRequest(owner), {
      intentId: randomUUID(),
      unitId,
      person: { kind: 'new', firstName: 'Tove', lastName: 'Sol', email },
      leaseStart: '2026-01-01',
      leaseEnd: '2031-07-31',
      bundleIds: [bundleId],
      needsKeycard: false,
    });
    await settled(owner, moved.operationId ?? '');
  }
  await save('Pool', [door(3), door(2)], bundleId);
  expect((await bundleDrift(owner, bundleId)).people).toMatchObject([
    { name: 'Tove Sol', unitName: 'Two-1, Two-2', gains: [doors[2]?.name], loses: [doors[0]?.name] },
  ]);
  const aligned = await alignBundle(nextRequest(owner), { intentId: randomUUID(), bundleId });
  const done = await settled(owner, aligned.operationId ?? '');
  expect(done.doors.map(({ action, doorName, state }) => `${action} ${doorName} ${state}`).toSorted()).toEqual([
    `grant ${doors[2]?.name} applied`,
    `revoke ${doors[0]?.name} applied`,
  ]);
  const held = (await office.control.user(email))?.accesses.filter(({ revoked }) => !revoked) ?? [];
  expect(held.map(({ doorUuid }) => doorUuid).toSorted()).toEqual(
    [...spareHomes.slice(0, 2), doors[2]?.id, doors[3]?.id].toSorted(),
  );
  expect((await bundleDrift(owner, bundleId)).people).toEqual([]);

  // What somebody took from them by hand does not come back with a door that is new in the bundle.
  const personId = done.people[0]?.id ?? '';
  const revoked = { intentId: randomUUID(), personId, doorIds: [doors[2]?.id ?? ''] };
  await settled(owner, (await revokeAccess(nextRequest(owner), revoked)).operationId);
  expect((await bundleDrift(owner, bundleId)).people).toEqual([]);
  await save('Pool', [door(3), door(2), door(1)], bundleId);
  expect((await bundleDrift(owner, bundleId)).people).toMatchObject([
    { gains: [doors[1]?.name], loses: [], taken: [doors[2]?.name] },
  ]);
  const more = await alignBundle(nextRequest(owner), { intentId: randomUUID(), bundleId });
  expect((await settled(owner, more.operationId ?? '')).doors).toMatchObject([
    { action: 'grant', doorId: doors[1]?.id, state: 'applied' },
  ]);

  // Both leases at once: home, home, and each door of the bundle once.
  const tenancyIds = await Promise.all(
    units.map(async ({ unitId }) => (await getUnit(owner, unitId)).tenants[0]?.tenancyId ?? ''),
  );
  const extended = await extendLease(nextRequest(owner), {
    ...{ intentId: randomUUID(), tenancyIds, leaseEnd: '2032-07-31', sharing: null },
  });
  const changes = await settled(owner, extended.operationId ?? '');
  expect(changes.doors.map(({ action, state }) => `${action} ${state}`)).toEqual(Array(4).fill('change applied'));
  expect(new Set(changes.doors.map(({ doorId }) => doorId)).size).toBe(4);
});

test('a bundle has one name in its building and needs a door of it', async () => {
  await save('Roof', [door(3)]);
  await expect(save('roof ', [door(3)])).rejects.toMatchObject({ params: { reason: 'bundle_name_taken' } });
  const other = await db().execute<{ id: string }>(sql`select id from door where building_id <> ${buildingId} limit 1`);
  const stolen = save('Stolen', [{ ...door(0), doorId: other.rows[0]?.id ?? '' }]);
  await expect(stolen).rejects.toMatchObject({ code: 'forbidden_or_missing', field: 'doorIds' });
});

test('whoever saves a bundle that somebody else saved since is told what is there now, and saves over it knowing', async () => {
  const { bundleId } = await save('Deck', [door(0)]);
  const versionNow = async () => (await getBundle(owner, bundleId)).version;
  const rename = (name: string, seenVersion: string) =>
    saveBundle(nextRequest(owner), {
      ...{ bundleId, buildingId, name, kind: 'amenities', doors: [door(0)], seenVersion },
    });
  const seen = await versionNow();
  await save('Deck', [door(0, { isShareable: false }), door(1)], bundleId);
  const version = await versionNow();
  const now = `is called “Deck”, has ${doors[1]?.name} and has other terms for ${doors[0]?.name}`;
  const stale = { code: 'stale', params: { reason: 'changed_while_open', now, version } };
  await expect(rename('Roof deck', seen)).rejects.toMatchObject(stale);
  expect((await getBundle(owner, bundleId)).doors).toHaveLength(2);

  const both = await Promise.allSettled(['Roof deck', 'Sun deck'].map((name) => rename(name, version)));
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await getBundle(owner, bundleId)).doors).toHaveLength(1);
  await archiveBundle(nextRequest(owner), { bundleId });
});

test('bundles are suggested from doors, adopted with those who hold them, and taken out again, and nothing is sent', async () => {
  const { rows: places } = await db().execute<{ id: string }>(sql`
    select id from building where id <> ${buildingId} and time_zone is not null order by name limit 1`);
  const place = places[0]?.id ?? '';
  const suggested = await suggestedUnits(owner, { building: place });
  await adoptUnits(nextRequest(owner), { buildingId: place, names: suggested.map(({ name }) => name) });
  const calls = (await office.control.journal()).length;
  const suggestions = await suggestedBundles(owner, { building: place });
  const { rows: shared } = await db().execute<{ name: string }>(sql`
    select name from door where building_id = ${place} and kind = 'door' and accessibility = 'communal'`);
  expect(suggestions.flatMap((one) => one.doors.map(({ name }) => name)).toSorted()).toEqual(
    shared.map(({ name }) => name).toSorted(),
  );
  const lived = suggestions.find(({ leases }) => leases > 0);
  if (!lived) throw new Error('Nobody who was found living there holds a communal door.');
  const adopt = (session = owner) =>
    adoptBundles(nextRequest(session), { buildingId: place, names: [lived.name, 'Nowhere'] });
  const manager = await sessionAs('building_manager', [buildingId]);
  await expect(adopt(manager)).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  expect(await adopt()).toEqual({ bundles: 1 });
  expect((await suggestedBundles(owner, { building: place })).map(({ name }) => name)).not.toContain(lived.name);

  const listed = async () => (await listBundles(owner, listBundlesQuery.parse({ building: place }))).items;
  const [made] = await listed();
  const doorNames = lived.doors.map(({ name }) => name);
  expect(made).toMatchObject({ name: lived.name, kind: lived.kind, doors: doorNames });
  expect(made?.people).toBeGreaterThan(0);
  const takeOut = (session = owner) => archiveBundle(nextRequest(session), { bundleId: made?.id ?? '' });
  await expect(takeOut(manager)).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  await takeOut();
  expect(await listed()).toEqual([]);
  expect(await getBundle(owner, made?.id ?? '')).toMatchObject({ isArchived: true });
  await expect(takeOut()).rejects.toMatchObject({ code: 'stale', params: { reason: 'bundle_gone' } });
  // What they were found holding is found again.
  expect(await suggestedBundles(owner, { building: place })).toEqual(suggestions);
  expect((await office.control.journal()).length).toBe(calls);
});

test('S18 a table of bundles is reported row by row before anything is made, and made once', async () => {
  const { rows } = await db().execute<{ id: string; name: string; door: string }>(sql`
    select b.id, b.name, min(d.name) as door from building b join door d on d.building_id = b.id and d.kind = 'door'
      and d.accessibility = 'communal' where b.id <> ${buildingId} group by b.id order by b.name desc limit 1`);
  const [place] = rows;
  if (!place) throw new Error('There is no other building.');
  const send = (apply: boolean, session = owner) =>
    importBundles(nextRequest(session), {
      text: [
        'bundle,building,door,for',
        `Spa,${place.name.toUpperCase()},${place.door},`,
        `Crew,${place.name},${place.door},service`,
        `Crew,${place.name},No such door,service`,
        `Crew,${place.name},Nor this,`,
        `Far,Nowhere,${place.door},`,
        `SPA!,${place.name},${place.door},`,
      ].join('\n'),
      mapping: { bundle: 0, building: 1, door: 2, kind: 3 },
      buildingId: null,
      apply,
    });
  const listed = async () => (await listBundles(owner, listBundlesQuery.parse({ building: place.id }))).items;
  const before = await listed();
  const report = await send(false);
  expect(report).toMatchObject({ newBundles: 1, known: 0, leftOut: 3, problemRows: 4, isApplied: false });
  expect(report.problems.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '4 row_door_unknown',
    '5 row_door_unknown',
    '6 row_building_unknown',
    '7 row_twice',
  ]);
  expect(await listed()).toEqual(before);
  await expect(send(true, { ...owner, isFresh: false })).rejects.toMatchObject({ code: 'step_up' });
  expect(await send(true)).toMatchObject({ newBundles: 1, isApplied: true });
  expect((await listed()).filter(({ name }) => !before.some((other) => other.name === name))).toMatchObject([
    { name: 'Spa', kind: 'amenities', doors: [place.door] },
  ]);
  expect(await send(true)).toMatchObject({ newBundles: 0, known: 2 });
  const elsewhere = await sessionAs('building_manager', [buildingId]);
  expect((await send(false, elsewhere)).problems.map(({ reason }) => reason)).toEqual(
    Array(4).fill('row_building_unknown'),
  );
});

test('S06: bundles of other buildings are not there, and leasing agents do not change them', async () => {
  const other = await db().execute<{ id: string }>(sql`select id from building where id <> ${buildingId} limit 1`);
  const [bundle] = (await listBundles(owner, listBundlesQuery.parse({}))).items;
  expect((await listBundles(owner, listBundlesQuery.parse({ q: '-' }))).items).toEqual([]);
  const bundleId = bundle?.id ?? '';
  const elsewhere = await sessionAs('building_manager', [other.rows[0]?.id ?? '']);
  const agent = await sessionAs('leasing_agent', [buildingId]);
  const missing = { code: 'forbidden_or_missing' };
  expect((await listBundles(elsewhere, listBundlesQuery.parse({}))).items).toEqual([]);
  await expect(getBundle(elsewhere, bundleId)).rejects.toMatchObject(missing);
  await expect(bundleDrift(elsewhere, bundleId)).rejects.toMatchObject(missing);
  expect((await getBundle(agent, bundleId)).id).toBe(bundleId);
  await expect(save('Mine', [door(0)], null, agent)).rejects.toMatchObject(missing);
  await expect(alignBundle(agent, { intentId: randomUUID(), bundleId })).rejects.toMatchObject(missing);
});

test('those whom a bundle affects are listed by name, each time alike', async () => {
  const { bundleId } = await save('Terrace', [door(0)]);
  const { unitId } = await saveUnit(nextRequest(owner), { unitId: null, buildingId, name: 'Loft', doorIds: [] });
  for (const firstName of ['Zoe', 'Ana', 'Mia', 'Kim', 'Bo']) {
    const moved = await moveIn(nextRequest(owner), {
      intentId: randomUUID(),
      unitId,
      person: { kind: 'new', firstName, lastName: 'Terrace', email: `${firstName.toLowerCase()}.terrace@example.com` },
      leaseStart: '2026-01-01',
      leaseEnd: '2031-07-31',
      bundleIds: [bundleId],
      needsKeycard: false,
    });
    await settled(owner, moved.operationId ?? '');
  }
  await save('Terrace', [door(0), door(1)], bundleId);
  const { people } = await bundleDrift(owner, bundleId);
  expect(people.map(({ name }) => name.split(' ')[0])).toEqual(['Ana', 'Bo', 'Kim', 'Mia', 'Zoe']);
});
