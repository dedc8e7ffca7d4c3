import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BuildingRow } from '#lib/schemas/building';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { countDoors } from '../doors/list-doors.ts';
import { countDoorsQuery } from '../doors/list-query.ts';
import { countPeople } from '../people/list-people.ts';
import { countPeopleQuery } from '../people/list-query.ts';
import { countPortfolios, listPortfolios } from '../portfolios/list-portfolios.ts';
import { countPortfoliosQuery, listPortfoliosQuery } from '../portfolios/list-query.ts';
import { searchEverything } from '../search/search-everything.ts';
import { getBuilding } from './get-building.ts';
import { countBuildings, listBuildings } from './list-buildings.ts';
import { countBuildingsQuery, listBuildingsQuery } from './list-query.ts';

let office: BackOffice;
let owner: Session;
let agent: Session;
let all: BuildingRow[];
let mine: BuildingRow;
let foreign: BuildingRow;

beforeAll(async () => {
  office = await startBackOffice({ people: 80, buildings: 6 });
  owner = await sessionAs('owner');
  all = (await listBuildings(owner, listBuildingsQuery.parse({ limit: 200 }))).items;
  const [first] = all;
  const other = all.find(({ portfolioId }) => portfolioId !== first?.portfolioId);
  if (!first || !other) throw new Error('The world has no two portfolios.');
  mine = first;
  foreign = other;
  agent = await sessionAs('leasing_agent', [mine.id]);
});
afterAll(() => office.stop());

test('pages hold every building once, there and back, in name order', async () => {
  const read = (sort: string) =>
    readAll((cursor) => listBuildings(owner, listBuildingsQuery.parse({ sort, cursor, limit: 2 })));
  const expected = await db().execute<{ id: string }>(sql`select id from building order by sort_name, id`);
  const ids = expected.rows.map(({ id }) => id);
  expect(await read('name')).toEqual(ids);
  expect(await read('-name')).toEqual(ids.toReversed());
  expect(await countBuildings(owner, countBuildingsQuery.parse({}))).toEqual({ count: 6, isExact: true });
});

test('the numbers of a building are those of the lists behind them', async () => {
  const doors = async (building: string, filter: object) =>
    (await countDoors(owner, countDoorsQuery.parse({ building, ...filter }))).count;
  for (const row of all) {
    expect(row).toMatchObject({
      doors: await doors(row.id, {}),
      offline: await doors(row.id, { connection: 'offline' }),
      notActivated: await doors(row.id, { activation: 'not_activated' }),
      lowBatteries: await doors(row.id, { battery: 'low' }),
      people: (await countPeople(owner, countPeopleQuery.parse({ building: row.id }))).count,
    });
    expect(await getBuilding(owner, row.id)).toMatchObject(row);
  }
});

test('search looks at name and address, and combines with the portfolio', async () => {
  const found = async (asked: object) =>
    (await listBuildings(owner, listBuildingsQuery.parse(asked))).items.map(({ id }) => id);
  const street = foreign.address[0]?.toUpperCase();
  expect(await found({ q: street })).toEqual([foreign.id]);
  expect(await found({ q: street, portfolio: foreign.portfolioId })).toEqual([foreign.id]);
  expect(await found({ q: street, portfolio: mine.portfolioId })).toEqual([]);
});

test('a building is found whatever the punctuation and accents of its name, and by two letters within it', async () => {
  await db().execute(sql`
    insert into building (id, portfolio_id, name, address)
    values (gen_random_uuid(), ${foreign.portfolioId}, 'O’Brien Łódź XJ', '["1 St. Mary’s"]')`);
  const found = async (q: string) =>
    (await listBuildings(owner, listBuildingsQuery.parse({ q }))).items.map(({ name }) => name);
  for (const q of ['obrien', 'o brien', 'lodz', 'ŁÓDŹ', 'st marys', 'xj'])
    expect(await found(q)).toEqual(['O’Brien Łódź XJ']);
  expect(await found('-')).toEqual([]);
  const hits = await searchEverything(owner, { q: 'obrien lodz' });
  expect(hits).toMatchObject([{ kind: 'building', name: 'O’Brien Łódź XJ' }]);
  await db().execute(sql`delete from building where name like 'O’Brien%'`);
});

test('where few match, buildings of similar names are offered, in scope and never a hit', async () => {
  const misspelt = mine.name.replace(/(.)(.)/, '$2$1');
  const read = (session: Session, q: string) => listBuildings(session, listBuildingsQuery.parse({ q }));
  const { items, similar } = await read(owner, misspelt);
  expect(items).toEqual([]);
  expect(similar?.map(({ name }) => name)).toContain(mine.name);
  expect((await read(agent, foreign.name.replace(/(.)(.)/, '$2$1'))).similar ?? []).not.toContainEqual(
    expect.objectContaining({ id: foreign.id }),
  );
  expect((await read(owner, mine.name)).similar?.map(({ id }) => id) ?? []).not.toContain(mine.id);
});

test('each need finds the buildings it names, in scope, and the count agrees', async () => {
  await db().execute(sql`
    update access set awaits_sync_since = now() where id in (
      select id from access where building_id = ${foreign.id} order by id limit 2)`);
  await db().execute(sql`
    insert into drift (event_id, kind, subject_id, at, access_id, building_id, accepted_at)
    select 1, 'changed', gen_random_uuid(), now(), gen_random_uuid(), id, case when id = ${mine.id} then now() end
    from building where id in (${mine.id}, ${foreign.id})`);
  const doorsOf = async (condition: ReturnType<typeof sql>) => {
    const found = await db().execute<{ id: string }>(
      sql`select distinct building_id as id from door where ${condition}`,
    );
    return found.rows.map(({ id }) => id);
  };
  const stale = addMs(await now(), -30 * 86_400_000);
  const expected: Record<string, string[]> = {
    offline: await doorsOf(sql`is_connected = false`),
    not_activated: await doorsOf(sql`not is_activated`),
    battery_low: await doorsOf(sql`battery_percent < 20`),
    battery_stale: await doorsOf(sql`battery_at < ${stale}::timestamptz`),
    waiting: [foreign.id],
    drift: [foreign.id],
    'offline.drift': (await doorsOf(sql`is_connected = false`)).filter((id) => id === foreign.id),
    no_zone: all.filter(({ timeZone }) => timeZone === null).map(({ id }) => id),
  };
  for (const [needs, ids] of Object.entries(expected)) {
    const asked = listBuildingsQuery.parse({ needs, limit: 200 });
    expect((await listBuildings(owner, asked)).items.map(({ id }) => id).sort(), needs).toEqual(ids.sort());
    expect((await countBuildings(owner, countBuildingsQuery.parse({ needs }))).count, needs).toBe(ids.length);
    const inScope = (await listBuildings(agent, asked)).items.map(({ id }) => id);
    expect(inScope, needs).toEqual(ids.filter((id) => id === mine.id));
  }
});

test('a building whose zone OpenKit does not name, or names wrongly, says so', async () => {
  const nameless = all.filter(({ timeZone }) => timeZone === null);
  expect(nameless.map(({ statedTimeZone }) => statedTimeZone)).toEqual([null]);
  await db().execute(
    sql`update building set time_zone = null, stated_time_zone = 'Mars/Base' where id = ${foreign.id}`,
  );
  expect(await getBuilding(owner, foreign.id)).toMatchObject({ timeZone: null, statedTimeZone: 'Mars/Base' });
});

test('S06: whoever is scoped to one building sees that one, its portfolio, and no other', async () => {
  const buildings = await listBuildings(agent, listBuildingsQuery.parse({}));
  expect(buildings.items.map(({ id }) => id)).toEqual([mine.id]);
  expect(await countBuildings(agent, countBuildingsQuery.parse({}))).toEqual({ count: 1, isExact: true });
  await expect(getBuilding(agent, foreign.id)).rejects.toMatchObject({ code: 'forbidden_or_missing' });
  const portfolios = await listPortfolios(agent, listPortfoliosQuery.parse({}));
  expect(portfolios.items).toEqual([
    { id: mine.portfolioId, name: mine.portfolioName, buildings: [mine.name], doors: mine.doors },
  ]);
  expect(await countPortfolios(agent, countPortfoliosQuery.parse({}))).toEqual({ count: 1, isExact: true });
});

test('portfolios page there and back, and hold every building between them', async () => {
  const read = (cursor: string) => listPortfolios(owner, listPortfoliosQuery.parse({ cursor, limit: 1 }));
  const ids = await readAll(read);
  const { items } = await listPortfolios(owner, listPortfoliosQuery.parse({}));
  expect(ids).toEqual(items.map(({ id }) => id));
  expect((await listPortfolios(owner, listPortfoliosQuery.parse({ q: '-' }))).items).toEqual([]);
  expect(items.flatMap(({ buildings }) => buildings).toSorted()).toEqual(all.map(({ name }) => name).toSorted());
  expect(items.reduce((sum, { doors }) => sum + doors, 0)).toBe(all.reduce((sum, { doors }) => sum + doors, 0));
});
