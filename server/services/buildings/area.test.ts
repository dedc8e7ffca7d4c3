import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Area } from '#lib/area';
import type { Page } from '#lib/page';
import type { BuildingOption } from '#lib/schemas/building';
import type { Count } from '#lib/schemas/page';
import type { Session } from '#server/auth/session';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { countAccesses, listAccesses } from '../accesses/list-accesses.ts';
import { countAccessesQuery, listAccessesQuery } from '../accesses/list-query.ts';
import { countDoorcodes, listDoorcodes } from '../doorcodes/list-doorcodes.ts';
import { countDoorcodesQuery, listDoorcodesQuery } from '../doorcodes/list-query.ts';
import { countDoors, listDoors } from '../doors/list-doors.ts';
import { countDoorsQuery, listDoorsQuery } from '../doors/list-query.ts';
import { countEnding } from '../ending/list-ending.ts';
import { listEndingQuery } from '../ending/list-query.ts';
import { countGuests, listGuests } from '../guests/list-guests.ts';
import { countGuestsQuery, listGuestsQuery } from '../guests/list-query.ts';
import { getOverview } from '../overview/get-overview.ts';
import { countPeople, listPeople } from '../people/list-people.ts';
import { countPeopleQuery, listPeopleQuery } from '../people/list-query.ts';
import { countPortfolios, listPortfolios } from '../portfolios/list-portfolios.ts';
import { countPortfoliosQuery, listPortfoliosQuery } from '../portfolios/list-query.ts';
import { listBuildingOptions } from './list-building-options.ts';
import { countBuildings, listBuildings } from './list-buildings.ts';
import { countBuildingsQuery, listBuildingsQuery } from './list-query.ts';

type List = {
  page: (session: Session, asked: object) => Promise<Page<{ id: string }>>;
  count: (session: Session, asked: object) => Promise<Count>;
};

const lists: Record<string, List> = {
  people: {
    page: (session, asked) => listPeople(session, listPeopleQuery.parse(asked)),
    count: (session, asked) => countPeople(session, countPeopleQuery.parse(asked)),
  },
  'people who are searched': {
    page: (session, asked) => listPeople(session, listPeopleQuery.parse({ ...asked, q: 'example' })),
    count: (session, asked) => countPeople(session, countPeopleQuery.parse({ ...asked, q: 'example' })),
  },
  doors: {
    page: (session, asked) => listDoors(session, listDoorsQuery.parse(asked)),
    count: (session, asked) => countDoors(session, countDoorsQuery.parse(asked)),
  },
  buildings: {
    page: (session, asked) => listBuildings(session, listBuildingsQuery.parse(asked)),
    count: (session, asked) => countBuildings(session, countBuildingsQuery.parse(asked)),
  },
  portfolios: {
    page: (session, asked) => listPortfolios(session, listPortfoliosQuery.parse(asked)),
    count: (session, asked) => countPortfolios(session, countPortfoliosQuery.parse(asked)),
  },
  accesses: {
    page: (session, asked) => listAccesses(session, listAccessesQuery.parse(asked)),
    count: (session, asked) => countAccesses(session, countAccessesQuery.parse(asked)),
  },
  'accesses that are searched': {
    page: (session, asked) => listAccesses(session, listAccessesQuery.parse({ ...asked, q: 'gym', sort: 'door' })),
    count: (session, asked) => countAccesses(session, countAccessesQuery.parse({ ...asked, q: 'gym' })),
  },
  doorcodes: {
    page: (session, asked) => listDoorcodes(session, listDoorcodesQuery.parse(asked)),
    count: (session, asked) => countDoorcodes(session, countDoorcodesQuery.parse(asked)),
  },
  guests: {
    page: (session, asked) => listGuests(session, listGuestsQuery.parse(asked)),
    count: (session, asked) => countGuests(session, countGuestsQuery.parse(asked)),
  },
};

let office: BackOffice;
let owner: Session;
/** Holds two buildings of the portfolio with most, and one of another. */
let manager: Session;
let held: string[];
let portfolio: string;
let ofPortfolio: string[];
let elsewhere: string;

beforeAll(async () => {
  office = await startBackOffice({ people: 120, buildings: 6 });
  owner = await sessionAs('owner');
  const options = await listBuildingOptions(owner);
  const [most] = [...Map.groupBy(options, ({ portfolioId }) => portfolioId)]
    .filter((group): group is [string, BuildingOption[]] => group[0] !== null)
    .toSorted(([, a], [, b]) => b.length - a.length);
  const other = options.find(({ portfolioId }) => portfolioId !== most?.[0]);
  if (!most || most[1].length < 2 || !other) throw new Error('The world has no two portfolios.');
  portfolio = most[0];
  ofPortfolio = most[1].map(({ id }) => id);
  elsewhere = other.id;
  held = [...ofPortfolio.slice(0, 1), elsewhere];
  manager = await sessionAs('building_manager', held);
});
afterAll(() => office.stop());

const idsOf = (list: List, session: Session, area: Partial<Area>) =>
  readAll((cursor) => list.page(session, { ...area, cursor, limit: 40 }));

async function idsOfEach(list: List, session: Session, buildings: string[]): Promise<string[]> {
  const each = await Promise.all(buildings.map((building) => idsOf(list, session, { building })));
  return [...new Set(each.flat())].toSorted();
}

test.each(Object.entries(lists))('a portfolio of %s is what its buildings hold, to each in scope', async (_, list) => {
  for (const [session, buildings] of [
    [owner, ofPortfolio],
    [manager, held.slice(0, 1)],
  ] as const) {
    const found = await idsOf(list, session, { portfolio });
    expect(found.toSorted()).toEqual(await idsOfEach(list, session, [...buildings]));
    expect(found.length).toBeGreaterThan(0);
    expect(await list.count(session, { portfolio })).toEqual({ count: found.length, isExact: true });
  }
});

test.each(Object.entries(lists))(
  '%s: a building outside the portfolio, or outside the scope, holds nothing',
  async (_, list) => {
    expect(await idsOf(list, owner, { portfolio, building: elsewhere })).toEqual([]);
    expect(await idsOf(list, manager, { building: ofPortfolio[1] ?? '' })).toEqual([]);
    expect(await idsOf(list, owner, { portfolio, building: ofPortfolio[0] ?? '' })).toEqual(
      await idsOf(list, owner, { building: ofPortfolio[0] ?? '' }),
    );
  },
);

test('the overview counts what the lists of the same area hold', async () => {
  for (const area of [
    { portfolio, building: '' },
    { portfolio: '', building: elsewhere },
    { portfolio, building: ofPortfolio[0] ?? '' },
  ]) {
    const overview = await getOverview(owner, area);
    const count = async (list: List | undefined, filter: object = {}) =>
      (await list?.count(owner, { ...area, ...filter }))?.count;
    expect(overview).toMatchObject({
      people: await count(lists.people),
      doors: await count(lists.doors),
      buildings: await count(lists.buildings),
      attention: {
        offlineDoors: await count(lists.doors, { connection: 'offline' }),
        notActivatedDoors: await count(lists.doors, { activation: 'not_activated' }),
        lowBatteries: await count(lists.doors, { battery: 'low' }),
        staleBatteries: await count(lists.doors, { battery: 'stale' }),
        ownDoors: (await countEnding(owner, listEndingQuery.parse({ ...area, show: 'own' }))).count,
        endingSoon: await count(lists.accesses, { ends: 'ends7' }),
        waitingForSync: await count(lists.accesses, { changes: 'waiting' }),
      },
    });
  }
});
