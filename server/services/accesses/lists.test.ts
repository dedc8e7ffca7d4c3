import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Page } from '#lib/page';
import type { AccessRow } from '#lib/schemas/access-row';
import { addDays, dayOf, dayWindow } from '#lib/time/day';
import { addMs, type Instant } from '#lib/time/instant';
import { windowState } from '#lib/time/window';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { countDoorcodes, listDoorcodes } from '../doorcodes/list-doorcodes.ts';
import { countDoorcodesQuery, listDoorcodesQuery } from '../doorcodes/list-query.ts';
import { countGuests, listGuests } from '../guests/list-guests.ts';
import { countGuestsQuery, listGuestsQuery } from '../guests/list-query.ts';
import { countAccesses, listAccesses } from './list-accesses.ts';
import { countAccessesQuery, listAccessesQuery } from './list-query.ts';

type Raw = {
  id: string;
  person_id: string;
  building_id: string | null;
  start: Instant;
  end: Instant | null;
  gone_at: Instant | null;
  day: string | null;
  zone: string | null;
  role: string | null;
  type: string;
  granter: string;
  code: string;
  person_key: string;
  person_text: string;
  door_key: string;
  waits: boolean;
  drifted: boolean;
  offline: boolean;
  no_lock: boolean;
  battery: number | null;
  battery_at: Instant | null;
};

let office: BackOffice;
let owner: Session;
let manager: Session;
let mine: string[];
let all: Raw[];
let at: Instant;

beforeAll(async () => {
  office = await startBackOffice({ people: 250, buildings: 5 });
  // It would sweep between two pages once the clock is set.
  await office.stopWorker();
  at = await setClock(await now());
  const buildings = await db().execute<{ id: string }>(sql`select id from building order by id limit 2`);
  mine = buildings.rows.map((row) => row.id);
  owner = await sessionAs('owner');
  manager = await sessionAs('building_manager', mine);
  // A door nobody listed for us, and an access that was taken away: both must be in no gap between two indexes.
  await db().execute(sql`
    insert into access (person_id, person_name, person_sort, door_id, passcode_type, granter_kind, start_key, starts_at, doorcode_status)
    select id, first_name || ' ' || last_name, sort_name, gen_random_uuid(), 'PERMANENT', 'partner', 'x', ${at}::timestamptz, 'valid'
    from person limit 3`);
  await db().execute(
    sql`update access set gone_at = ${at} where id in (select id from access where building_id = ${mine[0]} order by id limit 4)`,
  );
  // Over in days, and not begun: what ends soon is not all open now.
  await db().execute(sql`
    insert into access (person_id, person_name, person_sort, door_id, door_name, door_sort, building_id, passcode_type,
      granter_kind, start_key, starts_at, ends_at, role, doorcode_status)
    select person_id, person_name, person_sort, door_id, door_name, door_sort, building_id, passcode_type,
      granter_kind, 'ahead', ${addMs(at, 86_400_000)}::timestamptz, ${addMs(at, 172_800_000)}::timestamptz, 'guest', 'valid'
    from access where building_id is not null order by building_id = ${mine[0]} desc, id limit 2`);
  await db().execute(sql`
    update door set is_activated = false where id in (
      select door_id from access where building_id = ${mine[0]} order by id limit 1)`);
  await db().execute(sql`
    update access set awaits_sync_since = ${at} where id in (select id from access where gone_at is null order by id limit 9)`);
  await db().execute(sql`
    insert into drift (event_id, kind, subject_id, at, access_id, building_id, accepted_at)
    select 1, 'changed', door_id, ${at}::timestamptz, id, building_id,
      case when row_number() over (order by id desc) > 7 then ${at}::timestamptz end
    from access order by id desc limit 12`);
  all = (await db().execute<Raw>(rawAccesses)).rows;
});
afterAll(() => office.stop());

const rawAccesses = sql`
  select a.id, a.person_id, a.building_id, a.starts_at as start, a.ends_at as "end", a.gone_at, a.day, b.time_zone as zone,
    a.role, a.passcode_type as type, a.granter_kind as granter, a.doorcode_status as code,
    p.sort_name as person_key, p.search_text as person_text, coalesce(d.sort_name, '') as door_key,
    a.awaits_sync_since is not null as waits,
    d.is_connected is false as offline, d.is_activated is false as no_lock, d.battery_percent as battery, d.battery_at,
    exists (select 1 from drift x where x.access_id = a.id and x.accepted_at is null) as drifted
  from access a join person p on p.id = a.person_id left join door d on d.id = a.door_id
  left join building b on b.id = a.building_id`;

/** Sets and freezes the emulator's clock and waits until ours follows. */
async function setClock(instant: Instant): Promise<Instant> {
  await fetch(`${office.emulator.url}/_emulator/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ set: instant, freeze: true }),
  });
  await vi.waitFor(async () => expect(await now()).toBe(instant), { interval: 10 });
  return instant;
}

type Read = (page: { cursor: string; limit: number }) => Promise<Page<AccessRow>>;

/** Every row of a list, page by page; on the way, going back must show each page again. */
async function readAll(read: Read, limit = 37): Promise<AccessRow[]> {
  const rows: AccessRow[] = [];
  let before: Page<AccessRow> | null = null;
  let cursor = '';
  do {
    const page = await read({ cursor, limit });
    if (before && page.prevCursor) {
      const back = await read({ cursor: page.prevCursor, limit });
      expect(back.items).toEqual(before.items);
    }
    rows.push(...page.items);
    before = page;
    cursor = page.nextCursor ?? '';
  } while (cursor);
  return rows;
}

const accessesOf = (session: Session, query: object) => (page: object) =>
  listAccesses(session, listAccessesQuery.parse({ ...query, ...page }));
const idsOf = (rows: { id: string }[]) => rows.map((row) => row.id).sort();
const inMine = (row: Raw) => row.building_id !== null && mine.includes(row.building_id);
const stateOf = (row: Raw) => (row.gone_at ? 'gone' : windowState(row, at));
const endsBefore = (row: Raw, days: number) =>
  ['active', 'scheduled'].includes(stateOf(row)) && row.end !== null && row.end < addMs(at, days * 86_400_000);

const sorts = ['person', '-person', 'door', '-door', 'start', '-start', 'end', '-end'] as const;

test.each(sorts)('paging by %s covers exactly what is in scope, there and back', async (sort) => {
  expect(idsOf(await readAll(accessesOf(owner, { sort })))).toEqual(idsOf(all));
  expect(idsOf(await readAll(accessesOf(manager, { sort })))).toEqual(idsOf(all.filter(inMine)));
  expect(await countAccesses(owner, countAccessesQuery.parse({}))).toEqual({ count: all.length, isExact: true });
  const counted = await countAccesses(manager, countAccessesQuery.parse({}));
  expect(counted.count).toBe(all.filter(inMine).length);
});

test('the order is the one asked for, downwards its mirror image, no end last', async () => {
  const ends = (await readAll(accessesOf(manager, { sort: 'end' }))).map((row) => row.end ?? 'no end');
  expect(ends).toEqual(ends.toSorted());
  const starts = (await readAll(accessesOf(owner, { sort: '-start' }))).map((row) => row.start);
  expect(starts).toEqual(starts.toSorted().reverse());
  const up = await readAll(accessesOf(owner, { sort: 'door' }));
  const down = await readAll(accessesOf(owner, { sort: '-door' }));
  expect(down.map((row) => row.id)).toEqual(up.map((row) => row.id).reverse());
  const keys = new Map(all.map((row) => [row.id, row]));
  const doorKeys = up.map((row) => keys.get(row.id)?.door_key ?? '');
  expect(doorKeys).toEqual(doorKeys.toSorted());
  expect(new Set(doorKeys).size).toBeGreaterThan(5);
});

const facets: [object, (row: Raw) => boolean][] = [
  [{ state: 'now' }, (row) => stateOf(row) === 'active'],
  [{ state: 'scheduled' }, (row) => stateOf(row) === 'scheduled'],
  [{ state: 'ended' }, (row) => stateOf(row) === 'ended' || stateOf(row) === 'gone'],
  [{ ends: 'endless' }, (row) => row.gone_at === null && row.end === null],
  [{ ends: 'ends7' }, (row) => endsBefore(row, 7)],
  [{ ends: 'ends30' }, (row) => endsBefore(row, 30)],
  [{ ends: 'ends90' }, (row) => endsBefore(row, 90)],
  [{ state: 'now', ends: 'ends30' }, (row) => stateOf(row) === 'active' && endsBefore(row, 30)],
  [{ state: 'scheduled', ends: 'ends30' }, (row) => stateOf(row) === 'scheduled' && endsBefore(row, 30)],
  [{ state: 'now', ends: 'endless' }, (row) => stateOf(row) === 'active' && row.end === null],
  [{ state: 'scheduled', ends: 'endless' }, (row) => stateOf(row) === 'scheduled' && row.end === null],
  [{ type: 'DAILY' }, (row) => row.type === 'DAILY'],
  [{ changes: 'waiting' }, (row) => row.waits],
  [{ changes: 'drift' }, (row) => row.drifted],
  [{ changes: 'drift', state: 'now' }, (row) => row.drifted && stateOf(row) === 'active'],
  [{ lock: 'offline.battery_low' }, (row) => row.offline && row.battery !== null && row.battery < 20],
  [{ lock: 'offline' }, (row) => row.offline],
  [{ lock: 'not_activated' }, (row) => row.no_lock],
  [{ lock: 'battery_low' }, (row) => row.battery !== null && row.battery < 20],
  [{ lock: 'battery_stale' }, (row) => row.battery_at !== null && row.battery_at < addMs(at, -30 * 86_400_000)],
  [{ granter: 'user' }, (row) => row.granter === 'user'],
  [
    { role: 'resident', state: 'now', granter: 'partner', type: 'PERMANENT' },
    (row) =>
      row.role === 'resident' && stateOf(row) === 'active' && row.granter === 'partner' && row.type === 'PERMANENT',
  ],
];

test.each(facets)('%o finds what it says, alone, with a building and in scope, and counts it', async (query, holds) => {
  const expected = all.filter(holds);
  expect(expected.length).toBeGreaterThan(0);
  expect(idsOf(await readAll(accessesOf(owner, query), 200))).toEqual(idsOf(expected));
  const building = mine[0] ?? '';
  const inBuilding = expected.filter((row) => row.building_id === building);
  expect(idsOf(await readAll(accessesOf(owner, { ...query, building }), 200))).toEqual(idsOf(inBuilding));
  expect((await countAccesses(owner, countAccessesQuery.parse({ ...query, building }))).count).toBe(inBuilding.length);
  expect(idsOf(await readAll(accessesOf(manager, query), 200))).toEqual(idsOf(expected.filter(inMine)));
});

test('when it ends narrows guests within a state too, and nothing that has ended ends within days or never', async () => {
  const guestIds = async (query: object) =>
    idsOf(await readAll((page) => listGuests(owner, listGuestsQuery.parse({ ...query, ...page })), 200));
  const guests = new Set(await guestIds({ state: 'now' }));
  const expected = all.filter((row) => guests.has(row.id) && endsBefore(row, 90));
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(guests.size);
  expect(await guestIds({ state: 'now', ends: 'ends90' })).toEqual(idsOf(expected));
  const counted = await countGuests(owner, countGuestsQuery.parse({ state: 'now', ends: 'ends90' }));
  expect(counted.count).toBe(expected.length);
  for (const ends of ['ends90', 'endless']) {
    expect((await accessesOf(owner, { state: 'ended', ends })({})).items).toEqual([]);
    expect((await countAccesses(owner, countAccessesQuery.parse({ state: 'ended', ends }))).count).toBe(0);
  }
});

test('a filter by lock finds the same in every order', async () => {
  const expected = idsOf(all.filter((row) => inMine(row) && row.offline && stateOf(row) === 'active'));
  expect(expected.length).toBeGreaterThan(11);
  for (const sort of sorts) {
    const found = await readAll(accessesOf(manager, { lock: 'offline', state: 'now', sort }), 11);
    expect(idsOf(found), sort).toEqual(expected);
  }
});

test('a search finds person and door, in scope only, and pages in every order', async () => {
  const q = 'an';
  const byName = (row: Raw) => row.person_key.startsWith(q) || row.door_key.startsWith(q);
  expect(idsOf(await readAll(accessesOf(owner, { q })))).toEqual(idsOf(all.filter(byName)));
  const lobby = all.find((row) => inMine(row) && row.door_key.length > 4)?.door_key.slice(1) ?? '';
  const hits = all.filter((row) => row.door_key.includes(lobby) || row.person_text.includes(lobby));
  expect(hits.some((row) => !inMine(row))).toBe(true);
  for (const sort of sorts) {
    const found = await readAll(accessesOf(manager, { q: lobby.toUpperCase(), sort, state: 'now' }), 11);
    expect(idsOf(found)).toEqual(idsOf(hits.filter((row) => inMine(row) && stateOf(row) === 'active')));
  }
  expect((await countAccesses(owner, countAccessesQuery.parse({ q: lobby }))).count).toBe(hits.length);
});

test('where few match, names of people and doors that are similar are offered, in scope and by the other filters', async () => {
  // Of this name there is one, and their only access works now and lies out of the manager's scope.
  const held = all.find((row) => row.building_id !== null && !inMine(row) && stateOf(row) === 'active');
  await db().execute(sql`
    insert into person (id, first_name, last_name) values ('5c000000-0000-4000-8000-000000000001', 'Wilhelmina', 'Quackenbush')`);
  await db().execute(sql`
    insert into access (person_id, person_name, person_sort, door_id, building_id, passcode_type, granter_kind, start_key,
      starts_at, doorcode_status)
    select p.id, 'Wilhelmina Quackenbush', p.sort_name, d.id, d.building_id, 'PERMANENT', 'partner', 'similar',
      ${addMs(at, -1000)}::timestamptz, 'valid'
    from person p, door d, access a where p.last_name = 'Quackenbush' and a.id = ${held?.id} and d.id = a.door_id`);
  const similarTo = async (q: string, session = owner, query: object = {}) =>
    (await accessesOf(session, { q, ...query })({})).similarNames ?? [];
  const name = 'Wilhelmina Quackenbush';
  expect(await similarTo('wilhelmna quackenbsh')).toContain(name);
  expect(await similarTo('wilhelmna quackenbsh', owner, { state: 'scheduled' })).not.toContain(name);
  expect(await similarTo('wilhelmna quackenbsh', manager)).not.toContain(name);
  expect(await similarTo('quackenbush')).not.toContain(name);
  const { rows } = await db().execute<{ name: string }>(sql`
    select name from door where building_id = ${mine[0]} and length(name) > 6 order by length(name) desc limit 1`);
  const door = rows[0]?.name ?? '';
  expect(await similarTo(`${door[1]}${door[0]}${door.slice(2)}`, manager)).toContain(door);
  await db().execute(sql`delete from access where start_key = 'similar'`);
});

test('a building out of scope and a cursor of another list give nothing', async () => {
  const foreign = all.find((row) => row.building_id !== null && !inMine(row))?.building_id ?? '';
  expect((await accessesOf(manager, { building: foreign })({})).items).toEqual([]);
  expect((await countAccesses(manager, countAccessesQuery.parse({ building: foreign }))).count).toBe(0);
  const { nextCursor } = await accessesOf(owner, { sort: 'end' })({ limit: 5 });
  const other = accessesOf(owner, { sort: 'end', state: 'now' })({ cursor: nextCursor });
  await expect(other).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
});

test('a window begins with its first instant and is over at its end', async () => {
  const sample = all.find((row) => row.gone_at === null && row.end !== null && row.day === null && row.start < row.end);
  if (!sample?.end) throw new Error('The world has no access with an end.');
  const isIn = async (state: string, ends = '') => {
    const rows = await readAll(accessesOf(owner, { state, ends, sort: 'end' }), 200);
    return rows.find((row) => row.id === sample.id)?.state;
  };
  await setClock(addMs(sample.start, -1));
  expect([await isIn('scheduled'), await isIn('now')]).toEqual(['scheduled', undefined]);
  await setClock(sample.start);
  expect([await isIn('scheduled'), await isIn('now')]).toEqual([undefined, 'active']);
  await setClock(addMs(sample.end, -1));
  expect([await isIn('now'), await isIn('', 'ends7'), await isIn('ended')]).toEqual(['active', 'active', undefined]);
  await setClock(sample.end);
  expect([await isIn('now'), await isIn('', 'ends7'), await isIn('ended')]).toEqual([undefined, undefined, 'ended']);
  await setClock(at);
});

const codesOf = (session: Session, query: object) => (page: object) =>
  listDoorcodes(session, listDoorcodesQuery.parse({ ...query, ...page }));

test('doorcodes: what works now, with or without a code, by building and then person', async () => {
  const current = all.filter((row) => stateOf(row) === 'active');
  const valid = current.filter((row) => row.code === 'valid');
  const missing = current.filter((row) => row.code !== 'valid');
  expect(missing.length).toBeGreaterThan(0);
  const rows = await readAll(codesOf(owner, {}));
  expect(idsOf(rows)).toEqual(idsOf(valid));
  expect(idsOf(await readAll(codesOf(manager, {})))).toEqual(idsOf(valid.filter(inMine)));
  expect(idsOf(await readAll(codesOf(owner, { code: 'missing', sort: 'end' }), 200))).toEqual(idsOf(missing));
  expect(rows.filter((row, index) => row.buildingName !== rows[index - 1]?.buildingName)).toHaveLength(
    new Set(rows.map((row) => row.buildingName)).size,
  );
  const counted = await countDoorcodes(manager, countDoorcodesQuery.parse({}));
  expect(counted.count).toBe(valid.filter(inMine).length);
});

test("doorcodes of a day are those of each building's own calendar, to the instant of its midnight", async () => {
  const daily = all.filter((row) => row.day !== null && row.gone_at === null && row.code === 'valid');
  const first = daily[0];
  if (!first?.day || !first.zone) throw new Error('The world has no daily code.');
  const midnight = dayWindow(first.day, first.zone).start;
  for (const instant of [addMs(midnight, -1), midnight, addMs(dayWindow(first.day, first.zone).end, -1)]) {
    await setClock(instant);
    for (const [day, ahead] of [
      ['today', 0],
      ['tomorrow', 1],
    ] as const) {
      const expected = daily.filter((row) => row.zone && row.day === addDays(dayOf(instant, row.zone), ahead));
      expect(idsOf(await readAll(codesOf(owner, { day }), 200))).toEqual(idsOf(expected));
    }
    const isToday = instant >= midnight;
    const tab = await readAll(codesOf(owner, { day: isToday ? 'today' : 'tomorrow' }), 200);
    expect(idsOf(tab)).toContain(first.id);
  }
  await setClock(at);
});

test('guests are shared by residents or have the role; the host is named where they may be seen', async () => {
  const isGuest = (row: Raw) => row.role === 'guest' || row.granter === 'user';
  const query = countGuestsQuery.parse({});
  const guests = (session: Session) => readAll((page) => listGuests(session, listGuestsQuery.parse(page)));
  const seen = await guests(owner);
  expect(idsOf(seen)).toEqual(idsOf(all.filter(isGuest)));
  expect((await countGuests(owner, query)).count).toBe(seen.length);
  const hosts = new Map(seen.map((row) => [row.id, row.granterId]));
  expect([...hosts.values()].some((id) => id !== null)).toBe(true);
  const cut = await guests(manager);
  expect(idsOf(cut)).toEqual(idsOf(all.filter((row) => isGuest(row) && inMine(row))));
  expect((await countGuests(manager, query)).count).toBe(cut.length);
  const visible = new Set(all.filter(inMine).map((row) => row.person_id));
  for (const row of cut) expect(row.granterId).toBe(visible.has(hosts.get(row.id) ?? '') ? hosts.get(row.id) : null);
});
