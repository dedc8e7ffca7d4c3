import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { getTimelineSubject } from './get-timeline-subject.ts';
import { listTimelineQuery } from './list-query.ts';
import { listTimeline } from './list-timeline.ts';

let office: BackOffice;
let owner: Session;
let door: { id: string; building_id: string };

beforeAll(async () => {
  office = await startBackOffice({ people: 80, buildings: 2 });
  owner = await sessionAs('owner');
  const found = await db().execute<typeof door>(sql`
    select door_id as id, building_id from access group by door_id, building_id order by count(*) desc limit 1`);
  if (!found.rows[0]) throw new Error('The world has no door that anybody opens.');
  door = found.rows[0];
});
afterAll(() => office.stop());

const query = (asked: object) => listTimelineQuery.parse(asked);
const rowsOf = async (asked: object, session = owner) => (await listTimeline(session, query(asked))).items;
const idsWhere = async (condition: ReturnType<typeof sql>) => {
  const found = await db().execute<{ id: string }>(sql`select id from access a where ${condition}`);
  return found.rows.map(({ id }) => id).toSorted();
};
const barIds = (rows: Awaited<ReturnType<typeof rowsOf>>) => rows.flatMap(({ bars }) => bars.map(({ id }) => id));

test('every access is one bar, by building, by door and by person', async () => {
  const ofBuilding = await rowsOf({ building: door.building_id });
  expect(barIds(ofBuilding).toSorted()).toEqual(await idsWhere(sql`a.building_id = ${door.building_id}`));
  const ofDoor = await rowsOf({ door: door.id });
  expect(barIds(ofDoor).toSorted()).toEqual(await idsWhere(sql`a.door_id = ${door.id}`));
  const person = ofDoor[0]?.id ?? '';
  const ofPerson = await rowsOf({ person });
  expect(barIds(ofPerson).toSorted()).toEqual(await idsWhere(sql`a.person_id = ${person}`));
});

test('pages hold every person once, there and back, in the order of names', async () => {
  const ids = await readAll((cursor) => listTimeline(owner, query({ building: door.building_id, cursor, limit: 11 })));
  const expected = await db().execute<{ id: string }>(sql`
    select person_id as id from person_building where building_id = ${door.building_id} order by sort_name, person_id`);
  expect(ids).toEqual(expected.rows.map(({ id }) => id));
});

test('a bar ends where the access ends, or where it was taken away', async () => {
  const [first] = await rowsOf({ door: door.id });
  const bar = first?.bars[0];
  await db().execute(sql`update access set gone_at = starts_at + interval '1 hour' where id = ${bar?.id}`);
  const [after] = await rowsOf({ door: door.id });
  const taken = after?.bars.find(({ id }) => id === bar?.id);
  expect(taken).toMatchObject({ isTaken: true, start: bar?.start });
  expect(Date.parse(taken?.end ?? '') - Date.parse(taken?.start ?? '')).toBe(3_600_000);
});

test('S06: buildings, doors and people out of scope have no timeline', async () => {
  const elsewhere = await db().execute<{ id: string }>(
    sql`select id from building where id <> ${door.building_id} limit 1`,
  );
  const agent = await sessionAs('leasing_agent', [elsewhere.rows[0]?.id ?? '']);
  for (const asked of [{ building: door.building_id }, { door: door.id }]) {
    expect(await rowsOf(asked, agent)).toEqual([]);
    expect(await getTimelineSubject(agent, query(asked))).toBeNull();
  }
  expect(await getTimelineSubject(owner, query({ door: door.id }))).toMatchObject({ name: expect.any(String) });
});
