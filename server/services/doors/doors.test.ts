import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DoorRow } from '#lib/schemas/door';
import { addMs } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { saveDoors } from '#server/mirror/save-places';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { readAll } from '../../../e2e/fixtures/read-all.ts';
import { getDoor } from './get-door.ts';
import { countDoors, listDoors } from './list-doors.ts';
import { countDoorsQuery, type DoorFilters, listDoorsQuery } from './list-query.ts';
import { readDoors } from './read-doors.ts';

type MirrorDoor = { id: string; building_id: string; portfolio_id: string | null };

let office: BackOffice;
let owner: Session;
let agent: Session;
let mine: MirrorDoor;
let foreign: MirrorDoor;

beforeAll(async () => {
  office = await startBackOffice({ people: 120, buildings: 4 });
  owner = await sessionAs('owner');
  await addStrayDoor();
  const [first, last] = await twoBuildings();
  mine = first;
  foreign = last;
  agent = await sessionAs('leasing_agent', [mine.building_id]);
});
afterAll(() => office.stop());

/** A door in a building that OpenKit does not list, as a sweep writes it. */
async function addStrayDoor(): Promise<void> {
  const stray = {
    id: randomUUID(),
    buildingId: randomUUID(),
    name: 'Back gate',
    kind: 'door',
    isActivated: true,
  } as const;
  const untold = { accessibility: null, isConnected: null, serialNumber: null, deviceType: null };
  const battery = { batteryPercent: null, batteryAt: null };
  const at = await now();
  await db().transaction((tx) =>
    saveDoors(tx, [{ ...stray, ...untold, ...battery }], { at, askedAt: at, generation: 1, isFirst: false }),
  );
}

/** A door each of two buildings. */
async function twoBuildings(): Promise<[MirrorDoor, MirrorDoor]> {
  const found = await db().execute<MirrorDoor>(sql`
    select distinct on (d.building_id) d.id, d.building_id, b.portfolio_id from door d join building b on b.id = d.building_id
    where b.gone_at is null order by d.building_id, d.id`);
  const [first] = found.rows;
  const last = found.rows.at(-1);
  if (!first || !last || first === last) throw new Error('The world has no two buildings.');
  return [first, last];
}

const readIds = (session: Session, query: object, limit = 200) =>
  readAll((cursor) => listDoors(session, listDoorsQuery.parse({ ...query, cursor, limit })));

const readRows = async (query: object): Promise<DoorRow[]> =>
  (await listDoors(owner, listDoorsQuery.parse({ limit: 200, ...query }))).items;

async function idsWhere(condition: ReturnType<typeof sql>): Promise<string[]> {
  const found = await db().execute<{ id: string }>(sql`
    select d.id from door d left join building b on b.id = d.building_id where ${condition} order by d.id`);
  return found.rows.map(({ id }) => id);
}

test.each(['name', '-name', 'building', '-building', 'battery', '-battery', 'read', '-read'])(
  'pages by %s hold every door once, there and back',
  async (sort) => {
    const ids = await readIds(owner, { sort }, 23);
    expect(ids.toSorted()).toEqual(await idsWhere(sql`true`));
  },
);

test('each order is the one it says', async () => {
  const names = (rows: DoorRow[]) => rows.map(({ name, buildingName }) => `${buildingName}|${name}`);
  const byBuilding = await readIds(owner, { sort: 'building' });
  const expected = await db().execute<{ id: string }>(sql`
    select d.id from door d join building b on b.id = d.building_id order by b.sort_name, d.sort_name, d.id`);
  expect(byBuilding).toEqual(expected.rows.map(({ id }) => id));
  expect(names(await readRows({ sort: 'name' }))).not.toEqual(names(await readRows({ sort: 'building' })));
  const levels = (await readRows({ sort: 'battery' })).map(({ batteryPercent }) => batteryPercent ?? 101);
  expect(levels).toEqual(levels.toSorted((a, b) => a - b));
  const readings = (await readRows({ sort: 'read' })).map(({ batteryAt }) => batteryAt ?? 'never');
  expect(readings).toEqual(readings.toSorted());
  expect(new Set(readings).size).toBeGreaterThan(3);
});

test.each([{}, { q: 'a' }])('downwards too, what nobody knows of a battery comes last: %o', async (query) => {
  const valueBy = {
    '-battery': ({ batteryPercent }: DoorRow) => batteryPercent,
    '-read': ({ batteryAt }: DoorRow) => (batteryAt === null ? null : Date.parse(batteryAt)),
  };
  for (const [sort, value] of Object.entries(valueBy)) {
    const rows = await readRows({ ...query, sort });
    const known = rows.map(value).filter((one) => one !== null);
    const down = [...known.toSorted((a, b) => b - a), ...rows.slice(known.length).map(() => null)];
    expect(rows.map(value), sort).toEqual(down);
    expect([known.length > 2, rows.length > known.length + 1], sort).toEqual([true, true]);
    // Pages that end before, at and behind the last door that is known, and the way back from each.
    for (const limit of [known.length - 1, known.length, known.length + 1, 7]) {
      expect(await readIds(owner, { ...query, sort }, limit), `${sort} by ${limit}`).toEqual(rows.map(({ id }) => id));
    }
  }
});

test('each filter finds what it names, all of them combine, and the count agrees', async () => {
  const stale = sql`d.battery_at < ${addMs(await now(), -30 * 86_400_000)}::timestamptz`;
  await db().execute(sql`
    update access set awaits_sync_since = now() where id in (select id from access order by id limit 3)`);
  await db().execute(sql`
    insert into drift (event_id, kind, subject_id, at, access_id, building_id, accepted_at)
    select 1, 'changed', door_id, now(), id, building_id, case when row_number() over (order by id desc) > 2 then now() end
    from access order by id desc limit 4`);
  await db().execute(sql`
    update door d set battery_percent = 7 where id = (select d.id from door d where ${stale} order by d.id limit 1)`);
  const drifted = sql`select a.door_id from access a join drift x on x.access_id = a.id where x.accepted_at is null`;
  const filters: [Partial<DoorFilters>, ReturnType<typeof sql>][] = [
    [{ changes: 'waiting' }, sql`d.id in (select door_id from access where awaits_sync_since is not null)`],
    [{ changes: 'drift' }, sql`d.id in (${drifted})`],
    [{ building: foreign.building_id }, sql`d.building_id = ${foreign.building_id}`],
    [{ portfolio: foreign.portfolio_id ?? '' }, sql`b.portfolio_id = ${foreign.portfolio_id}`],
    [{ kind: 'elevator' }, sql`d.kind = 'elevator'`],
    [{ accessibility: 'communal' }, sql`d.accessibility = 'communal'`],
    [{ connection: 'offline' }, sql`d.is_connected = false`],
    [{ connection: 'unknown' }, sql`d.is_connected is null`],
    [{ activation: 'not_activated' }, sql`not d.is_activated`],
    [{ battery: 'low' }, sql`d.battery_percent < 20`],
    [{ battery: 'stale' }, stale],
    [{ battery: 'low.stale' }, sql`d.battery_percent < 20 and ${stale}`],
    [
      { building: foreign.building_id, kind: 'door', connection: 'offline', activation: 'activated', q: 'apt' },
      sql`d.building_id = ${foreign.building_id} and d.kind = 'door' and not d.is_connected and d.is_activated and d.name like 'Apt %'`,
    ],
  ];
  for (const [filter, condition] of filters) {
    const expected = await idsWhere(condition);
    expect(expected, JSON.stringify(filter)).not.toEqual([]);
    expect((await readIds(owner, filter)).toSorted(), JSON.stringify(filter)).toEqual(expected);
    expect(await countDoors(owner, countDoorsQuery.parse(filter))).toEqual({ count: expected.length, isExact: true });
  }
});

test('a search finds names and serial numbers, whatever their case', async () => {
  const [withSerial] = (await readRows({})).filter(({ serialNumber }) => serialNumber !== null);
  const found = await readRows({ q: withSerial?.serialNumber?.toLowerCase() });
  expect(found.map(({ id }) => id)).toEqual([withSerial?.id]);
});

test('a door is found by the number at the end of its name', async () => {
  const { name } = await getDoor(owner, mine.id);
  const call = (as: string) => db().execute(sql`update door set name = ${as} where id = ${mine.id}`);
  for (const [called, q] of [
    ['Apt 9Q', '9q'],
    ['Apt 吴', '吴'],
    ['Apt 9Q rear', '9Q'],
  ] as const) {
    await call(called);
    expect((await readRows({ q })).map(({ id }) => id)).toEqual([mine.id]);
  }
  await call('Apt 19Q');
  expect(await readRows({ q: '9q' })).toEqual([]);
  await call(name);
});

test('a serial number kept with marks is found with and without them', async () => {
  const { serialNumber } = await getDoor(owner, mine.id);
  const keep = (serial: string | null) =>
    db().execute(sql`update door set serial_number = ${serial} where id = ${mine.id}`);
  await keep('ZX-0042');
  for (const q of ['ZX-0042', 'zx0042', 'ZX 0042']) {
    expect(
      (await readRows({ q })).map(({ id }) => id),
      q,
    ).toEqual([mine.id]);
  }
  await keep(serialNumber);
});

test('where few match, names like it are offered once each, in scope and apart from the hits', async () => {
  const similarTo = async (session: Session, query: object) =>
    (await listDoors(session, listDoorsQuery.parse(query))).similar ?? [];
  const names = (await similarTo(owner, { q: 'Main Entrace' })).map(({ name }) => name);
  expect(names).toContain('Main Entrance');
  expect(new Set(names).size).toBe(names.length);
  const hits = (await readRows({ q: 'main entrance' })).map(({ id }) => id);
  expect(hits.length).toBeGreaterThan(0);
  for (const { id } of await similarTo(owner, { q: 'main entrance' })) expect(hits).not.toContain(id);
  for (const { buildingId } of await similarTo(agent, { q: 'Main Entrace' })) expect(buildingId).toBe(mine.building_id);
  expect(await similarTo(agent, { q: 'Main Entrace', building: foreign.building_id })).toEqual([]);
  expect(await similarTo(owner, { q: 'xqjkvw' })).toEqual([]);
});

test('people now are those whose access works at this moment', async () => {
  const at = await now();
  const expected = await db().execute<{ id: string; people: number }>(sql`
    select door_id as id, count(distinct person_id) as people from access
    where gone_at is null and starts_at <= ${at}::timestamptz and open_until > ${at}::timestamptz group by door_id`);
  const counts = new Map(expected.rows.map(({ id, people }) => [id, people]));
  const rows = await readRows({});
  expect(rows.some(({ peopleNow }) => (peopleNow ?? 0) > 1)).toBe(true);
  for (const { id, peopleNow } of rows) expect(peopleNow).toBe(counts.get(id) ?? 0);
  const lobby = rows.find(({ peopleNow }) => (peopleNow ?? 0) > 1);
  await db().execute(sql`
    insert into access (id, person_id, person_name, person_sort, door_id, door_name, door_sort, building_id, passcode_type,
      granter_kind, start_key, starts_at, shareable, role, doorcode_status)
    select gen_random_uuid(), p.id, p.first_name, p.sort_name, d.id, d.name, d.sort_name, d.building_id, 'PERMANENT',
      'partner', 'made', timestamptz '2020-01-01', false, 'non_resident', 'missing'
    from person p, door d where d.id = ${lobby?.id}`);
  const ofLobby = sql`select d.*, '' as key from door d where d.id = ${lobby?.id}`;
  expect(await readDoors(db(), owner, ofLobby, at)).toMatchObject([{ peopleNow: null }]);
  const people = await db().execute<{ count: number }>(sql`select count(*) as count from person`);
  expect(await readDoors(db(), owner, ofLobby, at, true)).toMatchObject([{ peopleNow: people.rows[0]?.count }]);
  await db().execute(sql`delete from access where start_key = 'made'`);
});

test('S06: whoever is scoped to one building sees nothing of another, whatever they ask for', async () => {
  const seen = await readIds(agent, {});
  expect(seen.toSorted()).toEqual(await idsWhere(sql`d.building_id = ${mine.building_id}`));
  expect((await countDoors(agent, countDoorsQuery.parse({}))).count).toBe(seen.length);
  expect(await readIds(agent, { building: foreign.building_id })).toEqual([]);
  const missing = expect.objectContaining({ code: 'forbidden_or_missing' });
  await expect(getDoor(agent, foreign.id)).rejects.toEqual(missing);
  await expect(getDoor(agent, '00000000-0000-4000-8000-000000000000')).rejects.toEqual(missing);
  expect((await getDoor(agent, mine.id)).buildingId).toBe(mine.building_id);
});

test('a cursor of another order, or one nobody gave out, is refused by name', async () => {
  const { nextCursor } = await listDoors(owner, listDoorsQuery.parse({ limit: 5 }));
  const refusal = expect.objectContaining({ code: 'invalid', field: 'cursor' });
  await expect(listDoors(owner, listDoorsQuery.parse({ sort: 'battery', cursor: nextCursor ?? '' }))).rejects.toEqual(
    refusal,
  );
  const { nextCursor: byBattery } = await listDoors(owner, listDoorsQuery.parse({ sort: 'battery', limit: 5 }));
  const forged = JSON.parse(Buffer.from(byBattery ?? '', 'base64url').toString());
  for (const change of [{ key: 'lots\napt' }, { key: '5' }, { key: '5\na\0' }, { id: 'x' }, { dir: 'prev' }]) {
    const cursor = Buffer.from(JSON.stringify({ ...forged, ...change })).toString('base64url');
    await expect(listDoors(owner, listDoorsQuery.parse({ sort: 'battery', cursor }))).rejects.toEqual(refusal);
  }
});
