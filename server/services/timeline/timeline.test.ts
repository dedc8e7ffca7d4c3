import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { timelineExport } from '../exports/timeline-export.ts';
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
const accessIds = (rows: Awaited<ReturnType<typeof rowsOf>>) =>
  [...new Set(rows.flatMap(({ bars }) => bars.map(({ accessId }) => accessId)))].toSorted();

test('every access has its bar, by building, by unit, by door and by person', async () => {
  const ofBuilding = await rowsOf({ building: door.building_id });
  expect(accessIds(ofBuilding)).toEqual(await idsWhere(sql`a.building_id = ${door.building_id}`));
  const ofDoor = await rowsOf({ door: door.id });
  expect(accessIds(ofDoor)).toEqual(await idsWhere(sql`a.door_id = ${door.id}`));
  const person = ofDoor[0]?.id ?? '';
  const ofPerson = await rowsOf({ person });
  expect(accessIds(ofPerson)).toEqual(await idsWhere(sql`a.person_id = ${person}`));
  const unit = await db().execute<{ id: string }>(sql`
    insert into unit (building_id, name) values (${door.building_id}, '4B') returning id`);
  await db().execute(sql`insert into unit_door (unit_id, door_id) values (${unit.rows[0]?.id}, ${door.id})`);
  expect(await rowsOf({ unit: unit.rows[0]?.id })).toEqual(ofDoor);
  expect(await getTimelineSubject(owner, query({ unit: unit.rows[0]?.id }))).toMatchObject({
    name: expect.stringMatching(/^4B, /),
  });
});

test('pages hold every person once, there and back, in the order of names', async () => {
  const ids = await readAll((cursor) => listTimeline(owner, query({ building: door.building_id, cursor, limit: 11 })));
  const expected = await db().execute<{ id: string }>(sql`
    select person_id as id from person_building where building_id = ${door.building_id} order by sort_name, person_id`);
  expect(ids).toEqual(expected.rows.map(({ id }) => id));
});

test('an access that was taken away and given again has two bars, from the ledger and not from what is left', async () => {
  const person = randomUUID();
  const access = randomUUID();
  await db().execute(sql`insert into person (id, first_name, last_name) values (${person}, 'Ada', 'Again')`);
  await db().execute(sql`
    insert into person_building (person_id, building_id, sort_name) values (${person}, ${door.building_id}, 'ada again')`);
  await db().execute(sql`
    insert into access (id, person_id, person_name, person_sort, door_id, building_id, passcode_type, granter_kind, start_key,
      starts_at, doorcode_status)
    values (${access}, ${person}, 'Twice Given', 'twice given', ${door.id}, ${door.building_id}, 'PERMANENT', 'partner', 'again', '2025-01-01', 'valid')`);
  const after = (end: string) => JSON.stringify({ start: '2025-01-01T00:00:00.000Z', end });
  for (const [at, name, left] of [
    ['2025-01-01', 'access.appeared', after('2025-06-01T00:00:00.000Z')],
    ['2025-02-01', 'access.changed', after('2026-01-01T00:00:00.000Z')],
    ['2025-03-01', 'access.vanished', null],
    ['2025-05-01', 'access.appeared', after('2025-09-01T00:00:00.000Z')],
  ] as const) {
    await db().execute(sql`
      insert into access_event (at, name, cause, access_id, person_id, door_id, building_id, after)
      values (${at}, ${name}, 'operation', ${access}, ${person}, ${door.id}, ${door.building_id}, ${left}::jsonb)`);
  }
  const [row] = await rowsOf({ person });
  expect(row?.bars).toMatchObject([
    { start: '2025-01-01T00:00:00.000Z', end: '2025-03-01T00:00:00.000Z', isTaken: true, accessId: access },
    { start: '2025-05-01T00:00:00.000Z', end: '2025-09-01T00:00:00.000Z', isTaken: false, accessId: access },
  ]);
  const file = await linesOf(`?person=${person}`);
  expect(file).toEqual([
    expect.stringMatching(/^"Ada Again",.*"2025-02-28T.*"Taken away"/),
    expect.stringMatching(/^"Ada Again",.*"2025-08-31T.*"Ended"/),
  ]);
});

async function linesOf(search: string): Promise<string[]> {
  const selection = { kind: 'filter' as const, list: 'timeline' as const, search, excludedIds: [] };
  const found = await db().execute<{ id: string }>(await timelineExport.found(owner, selection));
  const ids = found.rows.map(({ id }) => id);
  const text = await db().transaction(async (tx) =>
    timelineExport.lines(tx, owner, ids, ['person', 'door', 'window', 'kind'], await now()),
  );
  return text.split('\r\n').filter(Boolean);
}

test('of a person only the doors of the area chosen, and a building only within its portfolio', async () => {
  const { rows } = await db().execute<{ id: string; portfolio_id: string }>(sql`select id, portfolio_id from building`);
  const portfolio = rows.find(({ id }) => id === door.building_id)?.portfolio_id;
  const [row] = await rowsOf({ door: door.id });
  const person = row?.id ?? '';
  for (const { id: building } of rows) {
    expect(accessIds(await rowsOf({ person, building }))).toEqual(
      await idsWhere(sql`a.person_id = ${person} and a.building_id = ${building}`),
    );
  }
  expect(accessIds(await rowsOf({ person, portfolio }))).not.toEqual([]);
  expect(await rowsOf({ person, portfolio: randomUUID() })).toEqual([]);
  expect(await getTimelineSubject(owner, query({ building: door.building_id, portfolio }))).not.toBeNull();
  const foreign = { building: door.building_id, portfolio: randomUUID() };
  expect(await getTimelineSubject(owner, query(foreign))).toBeNull();
  expect(await rowsOf(foreign)).toEqual([]);
});

test('a bar tells the zone of its own door, where somebody holds doors in several', async () => {
  const found = await db().execute<{ id: string; zones: number }>(sql`
    select a.person_id as id, count(distinct b.time_zone) as zones
    from access a join building b on b.id = a.building_id group by 1 order by 2 desc, 1 limit 1`);
  expect(found.rows[0]?.zones).toBeGreaterThan(1);
  const rows = await rowsOf({ person: found.rows[0]?.id });
  const doorZones = await db().execute<{ id: string; zone: string | null }>(sql`
    select d.id, b.time_zone as zone from door d join building b on b.id = d.building_id`);
  const zoneOf = new Map(doorZones.rows.map(({ id, zone }) => [id, zone]));
  expect(rows.length).toBeGreaterThan(0);
  for (const { id, bars } of rows) for (const bar of bars) expect(bar.timeZone).toBe(zoneOf.get(id));
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
