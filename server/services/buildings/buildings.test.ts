import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BuildingRow } from '#lib/schemas/building';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { countDoors } from '../doors/list-doors.ts';
import { countDoorsQuery } from '../doors/list-query.ts';
import { countPeople } from '../people/list-people.ts';
import { countPeopleQuery } from '../people/list-query.ts';
import { countPortfolios, listPortfolios } from '../portfolios/list-portfolios.ts';
import { countPortfoliosQuery, listPortfoliosQuery } from '../portfolios/list-query.ts';
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
  expect(items.flatMap(({ buildings }) => buildings).toSorted()).toEqual(all.map(({ name }) => name).toSorted());
  expect(items.reduce((sum, { doors }) => sum + doors, 0)).toBe(all.reduce((sum, { doors }) => sum + doors, 0));
});
