import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { claimResidentReading, readResidents } from '#server/mirror/read-residents';
import { openkit } from '#server/openkit/openkit';
import { getBuilding } from '#server/services/buildings/get-building';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { askForResidents } from './ask-for-residents.ts';
import { listResidentsQuery } from './list-query.ts';
import { countResidents, listResidents } from './list-residents.ts';

let office: BackOffice;
let owner: Session;
let buildingIds: string[];

beforeAll(async () => {
  office = await startBackOffice({ people: 150, buildings: 3 });
  owner = await sessionAs('owner');
  buildingIds = (await db().execute<{ id: string }>(sql`select id from building order by id`)).rows.map(({ id }) => id);
});
afterAll(() => office.stop());
afterEach(() => office.control.clearFaults());

const calls = async (id: string) =>
  (await office.control.journal()).filter(({ path }) => path.endsWith(`/buildings/${id}/residents`)).length;

const read = (id: string) => readResidents(db(), openkit(), { requestId: randomUUID(), priority: 'bulk' }, id);
const list = (session: Session, id: string, q = '') => listResidents(session, listResidentsQuery.parse({ id, q }));

test('opening a building has its residents read once an hour, for all viewers together and counted apart', async () => {
  const [id = ''] = buildingIds;
  const views = await Promise.all(Array.from({ length: 8 }, () => getBuilding(owner, id)));
  expect(views.filter(({ residents }) => residents.isReading).length).toBeGreaterThan(0);
  await vi.waitFor(async () => expect((await getBuilding(owner, id)).residents.asOf).not.toBeNull(), {
    timeout: 10_000,
    interval: 30,
  });
  await getBuilding(owner, id);
  expect(await calls(id)).toBe((await getBuilding(owner, id)).residents.calls);
  expect(await calls(id)).toBe(1);
  await db().execute(sql`update resident_reading set asked_at = asked_at - interval '61 minutes'`);
  expect((await askForResidents(owner, id)).isReading).toBe(true);
});

test('residents who are not among our users are listed as such, by name, and those who are, are not', async () => {
  const [, id = ''] = buildingIds;
  await read(id);
  const all = await db().execute<{ person_id: string; last_name: string }>(sql`
    select person_id, last_name from building_resident where building_id = ${id} order by person_id`);
  expect(all.rows.length).toBeGreaterThan(1);
  const known = await list(owner, id);
  const [stranger] = all.rows;
  await db().execute(sql`update person set gone_at = clock_timestamp() where id = ${stranger?.person_id ?? ''}`);
  const { items } = await list(owner, id);
  expect(items).toHaveLength(known.items.length + 1);
  expect(items.map((row) => row.id)).toContain(stranger?.person_id);
  expect(await countResidents(owner, { id, q: '' })).toEqual({ count: items.length, isExact: true });
  expect((await list(owner, id, stranger?.last_name)).items.map((row) => row.id)).toContain(stranger?.person_id);
  await db().execute(sql`
    update building_resident set last_name = 'O’Brien-Łódź' where person_id = ${stranger?.person_id ?? ''}`);
  for (const q of ['obrien', 'lodz']) {
    expect((await list(owner, id, q)).items.map((row) => row.id)).toEqual([stranger?.person_id]);
  }
});

test('who does not look after a building causes no reading of it and sees no name', async () => {
  const [first = '', , third = ''] = buildingIds;
  await db().transaction((tx) => claimResidentReading(tx, third));
  await read(third);
  const agent = await sessionAs('leasing_agent', [first]);
  expect((await list(owner, third)).asOf).not.toBeNull();
  expect(await list(agent, third)).toEqual(await list(agent, randomUUID()));
  await db().execute(sql`delete from resident_reading where building_id = ${third}`);
  expect((await askForResidents(agent, third)).isReading).toBe(false);
  expect((await list(agent, third)).items).toEqual([]);
  expect((await countResidents(agent, { id: third, q: '' })).count).toBe(0);
});

test('S28 a building that OpenKit denies for good: one token, no storm, and the other buildings go on', async () => {
  const [first = '', second = ''] = buildingIds;
  await db().execute(sql`delete from upstream_token`);
  await db().execute(sql`
    insert into resident_reading (building_id, asked_at) values (${first}, clock_timestamp()), (${second}, clock_timestamp())
    on conflict do nothing`);
  await office.control.clearJournal();
  await office.control.addFault({
    match: { path: `/v1/buildings/${first}/residents` },
    effect: { type: 'respond', status: 403 },
  });
  await read(first);
  await read(second);
  await read(first);
  const tokens = (await office.control.journal()).filter(({ path }) => path.endsWith('/oauth/token')).length;
  expect(tokens).toBeLessThanOrEqual(2);
  const { rows } = await db().execute<{ reason: string | null }>(sql`
    select reason from resident_reading where building_id in (${first}, ${second}) order by reason nulls last`);
  expect(rows.map(({ reason }) => reason)).toEqual(['upstream_denied', null]);
});

/** Whether a reading that ended like this ten minutes ago is made again. */
async function isAskedAgain(id: string, reason: string): Promise<boolean> {
  await db().execute(sql`
    update resident_reading set reason = ${reason}, asked_at = clock_timestamp() - interval '10 minutes'
    where building_id = ${id}`);
  return db().transaction((tx) => claimResidentReading(tx, id));
}

test('a building that is denied for good is asked again after an hour, one that failed otherwise sooner', async () => {
  const [id = ''] = buildingIds;
  expect(await isAskedAgain(id, 'upstream_denied')).toBe(false);
  expect(await isAskedAgain(id, 'upstream_unavailable')).toBe(true);
});

const known = async (id: string) =>
  (await db().execute(sql`select 1 from building_resident where building_id = ${id}`)).rows.length;
const reading = async (id: string) =>
  (await db().execute(sql`select read_at, reason from resident_reading where building_id = ${id}`)).rows[0];
const bend = (id: string, effect: object, nth?: number) =>
  office.control.addFault({ match: { path: `/v1/buildings/${id}/residents`, nth }, effect, times: 1 });
const empty = (nextPageToken: string | null) => ({
  type: 'respond',
  status: 200,
  json: { residents: [], nextPageToken },
});

test('an answer without residents, or with few of them, is believed when the next one says so too', async () => {
  const [, id = ''] = buildingIds;
  await read(id);
  const before = await known(id);
  expect(before).toBeGreaterThan(3);
  for (const effect of [empty(null), { type: 'page_shift', by: 3 }]) {
    const readAt = (await reading(id))?.read_at;
    await bend(id, effect);
    await read(id);
    expect(await known(id)).toBe(before);
    expect(await reading(id)).toEqual({ read_at: readAt, reason: 'residents_missing' });
    expect((await getBuilding(owner, id)).residents).toMatchObject({ asOf: readAt, reason: 'residents_missing' });
    await read(id);
    expect(await reading(id)).toMatchObject({ reason: null });
  }
  // Many, then all: these are others than the reading before left out.
  await bend(id, { type: 'page_shift', by: 3 });
  await read(id);
  await bend(id, empty(null));
  await read(id);
  expect(await known(id)).toBe(before);
  expect(await reading(id)).toMatchObject({ reason: 'residents_missing' });
  await read(id);
  for (let times = 0; times < 2; times += 1) {
    await bend(id, { type: 'page_shift', by: 3 });
    await read(id);
  }
  expect(await known(id)).toBe(before - 3);
  await read(id);
  expect(await known(id)).toBe(before);
});

test('a single resident whom one reading left out stays, and goes when the next one leaves them out too', async () => {
  const [, id = ''] = buildingIds;
  await read(id);
  const before = await known(id);
  const missOne = async () => {
    await bend(id, { type: 'page_shift', by: 1 });
    await read(id);
    expect(await reading(id)).toMatchObject({ reason: null });
    return known(id);
  };
  expect(await missOne()).toBe(before);
  await read(id);
  expect(await missOne()).toBe(before);
  expect(await missOne()).toBe(before - 1);
  await read(id);
  expect(await known(id)).toBe(before);
});

test('a resident whom nobody can read removes nobody, however often, and the page says so', async () => {
  const [, id = ''] = buildingIds;
  await read(id);
  const before = await known(id);
  const asOf = (await reading(id))?.read_at;
  for (let times = 0; times < 3; times += 1) {
    await bend(id, { type: 'drift', field: 'residents[].userUuid', to: 'value', value: 'nobody' });
    await read(id);
    expect(await known(id)).toBe(before);
  }
  const { residents } = await getBuilding(owner, id);
  expect(residents).toMatchObject({ reason: 'residents_unreadable', isReading: false });
  expect(residents.asOf).not.toBe(asOf);
  expect(await isAskedAgain(id, 'residents_unreadable')).toBe(false);
  await read(id);
  expect(await reading(id)).toMatchObject({ reason: null });
});

test('a list of residents that goes on with empty pages, each with a token of its own, ends and removes nobody', async () => {
  const [, id = ''] = buildingIds;
  await read(id);
  const before = await known(id);
  await office.control.clearJournal();
  for (const nth of [1, 2, 3, 4, 5, 6]) await bend(id, empty(`${nth}00`), nth);
  await read(id);
  expect(await calls(id)).toBe(3);
  expect(await reading(id)).toMatchObject({ reason: 'sweep_loop' });
  await office.control.clearFaults();
  await bend(id, empty('00'));
  await read(id);
  expect(await reading(id)).toMatchObject({ reason: null });
  expect(await known(id)).toBe(before);
});

test('whoever looks learns that residents are being read until they are, or until it failed, the second time too', async () => {
  const [, , id = ''] = buildingIds;
  await office.stopWorker();
  await db().execute(sql`delete from resident_reading where building_id = ${id}`);
  const residents = async () => (await getBuilding(owner, id)).residents;
  const asked = { isReading: true, asOf: null };
  for (let view = 0; view < 2; view += 1) expect(await residents()).toMatchObject({ ...asked, reason: null });
  await bend(id, { type: 'respond', status: 403 });
  await read(id);
  expect(await residents()).toMatchObject({ isReading: false, asOf: null, reason: 'upstream_denied' });
  await db().execute(sql`
    update resident_reading set asked_at = asked_at - interval '61 minutes' where building_id = ${id}`);
  for (let view = 0; view < 2; view += 1) expect(await residents()).toMatchObject(asked);
  await read(id);
  expect(await residents()).toMatchObject({ isReading: false, asOf: expect.any(String), reason: null });
  // Nobody waits for a worker that never came.
  await db().execute(sql`
    update resident_reading set is_under_way = true, asked_at = asked_at - interval '6 minutes' where building_id = ${id}`);
  expect(await residents()).toMatchObject({ isReading: false });
  await office.startWorker();
});

test('a list of residents that gives the same page again and again, each with a new token, ends', async () => {
  const [, , id = ''] = buildingIds;
  await read(id);
  await office.control.clearJournal();
  const path = `/v1/buildings/${id}/residents`;
  await office.control.addFault({ match: { path }, effect: { type: 'page_shift', by: -1000 } });
  for (const nth of [1, 2, 3, 4]) {
    const effect = { type: 'drift', field: 'nextPageToken', to: 'value', value: String(nth * 100) };
    await office.control.addFault({ match: { path, nth }, effect });
  }
  await read(id);
  expect(await calls(id)).toBe(2);
});

test('a list of residents that goes round in a circle ends where it meets itself', async () => {
  const [, , id = ''] = buildingIds;
  await db().execute(sql`
    insert into resident_reading (building_id, asked_at) values (${id}, clock_timestamp()) on conflict do nothing`);
  await office.control.clearJournal();
  await office.control.addFault({
    match: { path: `/v1/buildings/${id}/residents` },
    effect: { type: 'page_loop' },
  });
  await read(id);
  expect(await calls(id)).toBeLessThanOrEqual(3);
  const { rows } = await db().execute(sql`select reason from resident_reading where building_id = ${id}`);
  expect(rows).toEqual([{ reason: 'sweep_loop' }]);
});
