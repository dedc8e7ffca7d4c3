import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRights } from '#server/auth/rights';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { staffScope } from '#server/db/schema/staff';
import { type BackOffice, sessionAs, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { countAccesses, listAccesses } from './accesses/list-accesses.ts';
import { listAccessesQuery } from './accesses/list-query.ts';
import { listBuildings } from './buildings/list-buildings.ts';
import { listBuildingsQuery } from './buildings/list-query.ts';
import { revealDoorcodes } from './doorcodes/reveal-doorcodes.ts';
import { getDoor } from './doors/get-door.ts';
import { countDoors, listDoors } from './doors/list-doors.ts';
import { listDoorsQuery } from './doors/list-query.ts';
import { getPerson } from './people/get-person.ts';
import { countPeople, listPeople } from './people/list-people.ts';
import { listPeopleQuery } from './people/list-query.ts';

let office: BackOffice;
let auditor: Session;
let doorId: string;
let holders: string[];

beforeAll(async () => {
  office = await startBackOffice();
  const busiest = await db().execute<{ door_id: string }>(sql`
    select a.door_id from access a join door d on d.id = a.door_id and d.gone_at is null
    where a.gone_at is null group by 1 order by count(*) desc, 1 limit 1`);
  doorId = busiest.rows[0]?.door_id ?? '';
  const found = await db().execute<{ id: string }>(
    sql`select distinct person_id as id from access where door_id = ${doorId} order by 1`,
  );
  holders = found.rows.map(({ id }) => id);
  const made = await sessionAs('auditor');
  await db().insert(staffScope).values({ staffId: made.staff.id, doorId });
  const rights = await readRights(db(), made.staff.id);
  if (!rights) throw new Error('The auditor has no rights.');
  auditor = { ...made, ...rights };
});
afterAll(() => office.stop());

const missing = { code: 'forbidden_or_missing' };

test('an auditor of one door sees that door, and no other of its building', async () => {
  const page = await listDoors(auditor, listDoorsQuery.parse({}));
  expect(page.items.map(({ id }) => id)).toEqual([doorId]);
  expect(await countDoors(auditor, listDoorsQuery.parse({}))).toMatchObject({ count: 1 });
  const door = await getDoor(auditor, doorId);
  const next = await db().execute<{ id: string }>(
    sql`select id from door where building_id = ${door.buildingId} and id <> ${doorId} limit 1`,
  );
  await expect(getDoor(auditor, next.rows[0]?.id ?? '')).rejects.toMatchObject(missing);
  expect((await listBuildings(auditor, listBuildingsQuery.parse({}))).items).toEqual([]);
});

test('they see whoever holds it, in lists, counts and search, and of them the accesses on that door alone', async () => {
  expect(holders.length).toBeGreaterThan(2);
  const page = await listPeople(auditor, listPeopleQuery.parse({ limit: 200 }));
  expect(page.items.map(({ id }) => id).sort()).toEqual(holders);
  expect(await countPeople(auditor, listPeopleQuery.parse({}))).toMatchObject({ count: holders.length });
  const [somebody = ''] = holders;
  const person = await getPerson(auditor, somebody);
  expect(new Set(person.accesses.map((access) => access.doorId))).toEqual(new Set([doorId]));
  const found = await listPeople(auditor, listPeopleQuery.parse({ q: person.lastName }));
  expect(found.items.map(({ id }) => id)).toContain(somebody);
  expect(found.items.every(({ id }) => holders.includes(id))).toBe(true);
  const stranger = await db().execute<{ id: string }>(
    sql`select id from person where id <> all(${sql.param(holders)}::uuid[]) limit 1`,
  );
  await expect(getPerson(auditor, stranger.rows[0]?.id ?? '')).rejects.toMatchObject(missing);
});

test('the list of accesses and its count hold that door alone', async () => {
  const page = await listAccesses(auditor, listAccessesQuery.parse({ limit: 200 }));
  expect(page.items.length).toBeGreaterThan(0);
  expect(new Set(page.items.map((access) => access.doorId))).toEqual(new Set([doorId]));
  const { count } = await countAccesses(
    auditor,
    listAccessesQuery.omit({ sort: true, cursor: true, limit: true }).parse({}),
  );
  expect(count).toBe(page.items.length);
});

test('no codes, and nothing any more once their time is over', async () => {
  const reveal = revealDoorcodes(auditor, { personId: holders[0] ?? '', doorIds: [doorId] });
  await expect(reveal).rejects.toMatchObject(missing);
  await db().execute(sql`update staff set ends_at = now() - interval '1 second' where id = ${auditor.staff.id}`);
  expect(await readRights(db(), auditor.staff.id)).toBeNull();
});
