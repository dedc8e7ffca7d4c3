import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageFor } from '#lib/messages/message-for';
import { type Selection, selectionSchema } from '#lib/schemas/selection';
import { type SelectableList, selectableLists } from '#lib/selectable-lists';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { listAccesses } from '../accesses/list-accesses.ts';
import { listAccessesQuery } from '../accesses/list-query.ts';
import { listBuildings } from '../buildings/list-buildings.ts';
import { listBuildingsQuery } from '../buildings/list-query.ts';
import { listDoorcodes } from '../doorcodes/list-doorcodes.ts';
import { listDoorcodesQuery } from '../doorcodes/list-query.ts';
import { listDoors } from '../doors/list-doors.ts';
import { listDoorsQuery } from '../doors/list-query.ts';
import { listEnding } from '../ending/list-ending.ts';
import { listEndingQuery } from '../ending/list-query.ts';
import { listGuests } from '../guests/list-guests.ts';
import { listGuestsQuery } from '../guests/list-query.ts';
import { listPeople } from '../people/list-people.ts';
import { listPeopleQuery } from '../people/list-query.ts';
import { resolveSelection } from './resolve-selection.ts';

let office: BackOffice;
let owner: Session;
let manager: Session;
let mine: string[];

beforeAll(async () => {
  office = await startBackOffice({ people: 150, buildings: 4 });
  const buildings = await db().execute<{ id: string }>(sql`select id from building order by id limit 2`);
  mine = buildings.rows.map((row) => row.id);
  owner = await sessionAs('owner');
  manager = await sessionAs('building_manager', mine);
});
afterAll(() => office.stop());

type Listing = (session: Session, search: object) => Promise<{ items: { id: string }[] }>;

/** What the page shows, as long as its rows fit on one. */
const shown: Record<SelectableList, Listing> = {
  people: (session, search) => listPeople(session, listPeopleQuery.parse({ ...search, limit: 200 })),
  doors: (session, search) => listDoors(session, listDoorsQuery.parse({ ...search, limit: 200 })),
  buildings: (session, search) => listBuildings(session, listBuildingsQuery.parse({ ...search, limit: 200 })),
  accesses: (session, search) => listAccesses(session, listAccessesQuery.parse({ ...search, limit: 200 })),
  doorcodes: (session, search) => listDoorcodes(session, listDoorcodesQuery.parse({ ...search, limit: 200 })),
  guests: (session, search) => listGuests(session, listGuestsQuery.parse({ ...search, limit: 200 })),
  ending: (session, search) => listEnding(session, listEndingQuery.parse({ ...search, limit: 200 })),
};

const idsShown = async (list: SelectableList, session: Session, search: object) =>
  (await shown[list](session, search)).items.map((row) => row.id);

const all = (list: SelectableList, search: Record<string, string> = {}, excludedIds: string[] = []): Selection => ({
  kind: 'filter',
  list,
  search: `?${new URLSearchParams(search)}`,
  excludedIds,
});

test.each(selectableLists)('all that match on %s are the rows of the page, in its order, in scope', async (list) => {
  const filters: Record<string, string>[] = [
    {},
    { q: 'a' },
    list === 'buildings' ? { sort: '-name' } : { building: mine[0] ?? '' },
  ];
  expect(await idsShown(list, manager, {})).not.toEqual([]);
  for (const search of filters) {
    for (const session of [owner, manager]) {
      const expected = await idsShown(list, session, search);
      expect((await resolveSelection(db(), session, all(list, search))).slice(0, 200)).toEqual(expected);
    }
  }
});

test('all that match a state and an end are the rows of the page', async () => {
  for (const list of ['people', 'accesses', 'guests'] as const) {
    const search = { state: 'now', ends: 'ends90' };
    const expected = await idsShown(list, owner, search);
    expect(expected, list).not.toEqual([]);
    expect(expected.length, list).toBeLessThan((await idsShown(list, owner, { state: 'now' })).length);
    expect(await resolveSelection(db(), owner, all(list, search)), list).toEqual(expected);
  }
});

test.each(selectableLists)(
  'ids chosen on %s come once, in the order of the list, those out of scope left out',
  async (list) => {
    const own = await idsShown(list, manager, {});
    const foreign = (await idsShown(list, owner, {})).filter((id) => !own.includes(id));
    const picked = own.slice(0, 7);
    expect(picked.length).toBeGreaterThan(1);
    const ids = [...picked].reverse().concat(foreign.slice(0, 2), picked);
    const resolved = await resolveSelection(db(), manager, { kind: 'ids', list, ids });
    expect(resolved.filter((id) => picked.includes(id))).toEqual(picked);
    const visible = new Set(await resolveSelection(db(), manager, all(list)));
    expect(resolved.every((id) => visible.has(id))).toBe(true);
  },
);

test('what was unticked is left out, and nothing left is said', async () => {
  const everyone = await resolveSelection(db(), owner, all('people', { sort: '-name' }));
  expect(everyone).toHaveLength(150);
  const left = everyone.slice(3, 6);
  const rest = await resolveSelection(db(), owner, all('people', { sort: '-name' }, left));
  expect(rest).toEqual(everyone.filter((id) => !left.includes(id)));
  const none = resolveSelection(db(), owner, all('people', {}, everyone));
  await expect(none).rejects.toMatchObject({
    code: 'invalid',
    field: 'selection',
    params: { reason: 'selection_empty' },
  });
});

test('more than the role may touch is refused with the number, exclusions counted', async () => {
  const leasing = await sessionAs(
    'leasing_agent',
    (await buildingIds()).rows.map((row) => row.id),
  );
  const accesses = await idsShown('accesses', leasing, {});
  expect(accesses).toHaveLength(200);
  const tooMany = resolveSelection(db(), leasing, all('accesses'));
  await expect(tooMany).rejects.toMatchObject({ params: { reason: 'selection_too_large', max: 200 } });
  const { next } = messageFor({ code: 'invalid', params: { reason: 'selection_too_large', max: 200 } });
  expect(next).toContain('Choose 200 at most');
  const total =
    (await db().execute<{ n: number }>(sql`select count(*) as n from access where building_id is not null`)).rows[0]
      ?.n ?? 0;
  const surplus = (await resolveSelection(db(), owner, all('accesses'))).slice(0, total - 200);
  expect(await resolveSelection(db(), leasing, all('accesses', {}, surplus))).toHaveLength(200);
});

const buildingIds = () => db().execute<{ id: string }>(sql`select id from building`);

test('a filter nobody knows and one given twice are refused', async () => {
  const unknown = resolveSelection(db(), owner, all('doors', { colour: 'red' }));
  await expect(unknown).rejects.toMatchObject({ code: 'invalid' });
  const twice = resolveSelection(db(), owner, { kind: 'filter', list: 'doors', search: '?q=a&q=b', excludedIds: [] });
  await expect(twice).rejects.toMatchObject({ code: 'invalid', field: 'q' });
});

test('what the browser may send is strict and bounded', () => {
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const sent = { kind: 'ids', list: 'people', ids: [id] };
  expect(selectionSchema.safeParse(sent).success).toBe(true);
  expect(selectionSchema.safeParse({ ...sent, search: '' }).success).toBe(false);
  expect(selectionSchema.safeParse({ ...sent, ids: [] }).success).toBe(false);
  expect(selectionSchema.safeParse({ ...sent, ids: Array(5001).fill(id) }).success).toBe(false);
  expect(selectionSchema.safeParse({ ...sent, list: 'staff' }).success).toBe(false);
});
