import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instant } from '#lib/time/instant';
import { windowState } from '#lib/time/window';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { findContactOwner } from './contact-owner.ts';
import { countPeople, listPeople } from './list-people.ts';
import { countPeopleQuery, listPeopleQuery } from './list-query.ts';

type Raw = {
  person_id: string;
  building_id: string | null;
  door_id: string;
  start: Instant;
  end: Instant | null;
  gone_at: Instant | null;
  role: string | null;
  type: string;
  offline: boolean;
};

let office: BackOffice;
let owner: Session;
let manager: Session;
let mine: string[];
let all: Raw[];
let at: Instant;

beforeAll(async () => {
  office = await startBackOffice({ people: 200, buildings: 5 });
  await office.stopWorker();
  at = await now();
  const buildings = await db().execute<{ id: string }>(sql`select id from building order by id limit 2`);
  mine = buildings.rows.map((row) => row.id);
  owner = await sessionAs('owner');
  manager = await sessionAs('building_manager', mine);
  all = (
    await db().execute<Raw>(sql`
      select a.person_id, a.building_id, a.door_id, a.starts_at as start, a.ends_at as "end", a.gone_at, a.role,
        a.passcode_type as type, d.is_connected is false as offline
      from access a left join door d on d.id = a.door_id`)
  ).rows;
  const people = [
    ['Siobhán', 'O’Quillan', 'siobhan@example.com', '+353861234567'],
    ['Dara', "O'Quillan", null, null],
    ['Pat', 'OQuillan', null, '+12125550123'],
    ['Søren', 'Ørsted-Łukasz', 'soren.o@example.com', null],
    ['Anne-Marie', 'Weiß', null, null],
    ['Jacob', 'Robertson', null, null],
    ['Marta', 'Onesová', 'marta-o@example.com', '+1-111-111-1111'],
    ['Roberto', 'Quirk', null, null],
    ['Quyen', 'Xq', null, null],
    ['Xq Anh', 'Vo', null, null],
    ['Axqa', 'Ixq', null, null],
  ];
  for (const [first, last, email, phone] of people) {
    await db().execute(sql`
      insert into person (id, first_name, last_name, email, phone)
      values (gen_random_uuid(), ${first}, ${last}, ${email}, ${phone})`);
  }
});
afterAll(() => office.stop());

const search = (session: Session, query: object) =>
  listPeople(session, listPeopleQuery.parse({ limit: 200, ...query }));
const namesFor = async (q: string) => (await search(owner, { q })).items.map((person) => person.name);

test.each(["o'quillan", 'oquillan', 'O’QUILLAN', 'o quillan', 'Ó’Quillan'])('%s finds every O’Quillan', async (q) => {
  const names = await namesFor(q);
  const expected = q === 'o quillan' ? ['Dara', 'Siobhán'] : ['Dara', 'Pat', 'Siobhán'];
  expect(names.map((name) => name.split(' ')[0])).toEqual(expect.arrayContaining(expected));
  expect(names).toHaveLength(expected.length);
});

test.each([
  ['orsted lukasz', 'Søren Ørsted-Łukasz'],
  ['ørsted', 'Søren Ørsted-Łukasz'],
  ['soren.o@example.com', 'Søren Ørsted-Łukasz'],
  ['annemarie', 'Anne-Marie Weiß'],
  ['anne marie weiss', 'Anne-Marie Weiß'],
  ['+1 (212) 555-0123', 'Pat OQuillan'],
  ['212.555.0123', 'Pat OQuillan'],
  ['00353 86 123 4567', 'Siobhán O’Quillan'],
  ['1111111111', 'Marta Onesová'],
  ['+11111111111', 'Marta Onesová'],
  ['+1-111-111-1111', 'Marta Onesová'],
  ['(111) 111 1111', 'Marta Onesová'],
])('%s finds %s', async (q, name) => {
  expect(await namesFor(q)).toEqual([name]);
});

test.each(["O'Q", 'o q'])('%s, a pause while typing, finds who is called so: not Roberto Quirk', async (q) => {
  expect(await namesFor(q)).toEqual(["Dara O'Quillan", 'Siobhán O’Quillan']);
});

test("O'B does not find Jacob Robertson", async () => {
  expect(await namesFor("O'B")).not.toContain('Jacob Robertson');
});

test.each(['Xq', ' xq '])(
  '%s, a surname of two letters, is found as the word it is and where names begin with it',
  async (q) => {
    expect(await namesFor(q)).toEqual(['Quyen Xq', 'Xq Anh Vo']);
    expect(await countPeople(owner, countPeopleQuery.parse({ q }))).toMatchObject({ count: 2 });
  },
);

test.each(['-', '%%', '🙂', '\u200b'])('%s is in nothing: nobody is found', async (q) => {
  expect(await search(owner, { q })).toMatchObject({ items: [], nextCursor: null });
  expect(await countPeople(owner, countPeopleQuery.parse({ q }))).toMatchObject({ count: 0 });
});

test('where few match, similar names are offered apart from the hits', async () => {
  const swapped = await search(owner, { q: 'Siobhn Quilan' });
  expect(swapped.items).toEqual([]);
  expect(swapped.similar?.map((person) => person.name)).toContain('Siobhán O’Quillan');
  const hit = await search(owner, { q: 'oquillan' });
  const hits = new Set(hit.items.map((person) => person.id));
  expect(hit.similar?.some((person) => hits.has(person.id)) ?? false).toBe(false);
  expect((await search(owner, { q: 'xqjkvw' })).similar).toBeUndefined();
  expect((await search(manager, { q: 'Siobhn Quilan' })).similar?.map((person) => person.name) ?? []).not.toContain(
    'Siobhán O’Quillan',
  );
});

const stateOf = (row: Raw) => (row.gone_at ? 'gone' : windowState(row, at));
const filters: [Record<string, string>, (row: Raw) => boolean][] = [
  [{ state: 'now' }, (row) => stateOf(row) === 'active'],
  [{ state: 'scheduled' }, (row) => stateOf(row) === 'scheduled'],
  [{ ends: 'endless' }, (row) => row.gone_at === null && row.end === null],
  [{ state: 'scheduled', ends: 'endless' }, (row) => stateOf(row) === 'scheduled' && row.end === null],
  [{ state: 'now', ends: 'endless' }, (row) => stateOf(row) === 'active' && row.end === null],
  [{ role: 'resident' }, (row) => row.role === 'resident'],
  [{ type: 'DAILY' }, (row) => row.type === 'DAILY'],
  [{ lock: 'offline', state: 'now' }, (row) => row.offline && stateOf(row) === 'active'],
  [
    { state: 'now', role: 'resident', type: 'PERMANENT' },
    (row) => stateOf(row) === 'active' && row.role === 'resident' && row.type === 'PERMANENT',
  ],
];

test.each(filters)(
  'people with an access for which %o holds, in scope and area, page by page',
  async (query, holds) => {
    for (const session of [owner, manager]) {
      const inScope = (row: Raw) => session === owner || (row.building_id !== null && mine.includes(row.building_id));
      for (const building of ['', mine[0] ?? '']) {
        const held = all.filter((row) => holds(row) && inScope(row) && (!building || row.building_id === building));
        const expected = [...new Set(held.map((row) => row.person_id))].sort();
        const found: string[] = [];
        let cursor = '';
        do {
          const page = await search(session, { ...query, building, cursor, limit: 17 });
          found.push(...page.items.map((person) => person.id));
          cursor = page.nextCursor ?? '';
        } while (cursor);
        expect(found.toSorted()).toEqual(expected);
        const counted = await countPeople(session, countPeopleQuery.parse({ ...query, building }));
        expect(counted).toEqual({ count: expected.length, isExact: true });
      }
    }
    expect(all.some(holds)).toBe(true);
  },
);

test('one door, alone and together with a search', async () => {
  const door = all[0]?.door_id ?? '';
  const expected = new Set(all.filter((row) => row.door_id === door).map((row) => row.person_id));
  const page = await search(owner, { door });
  expect(new Set(page.items.map((person) => person.id))).toEqual(expected);
  const [first] = page.items;
  const both = await search(owner, { door, q: first?.name });
  expect(both.items.map((person) => person.id)).toContain(first?.id);
  for (const { id } of both.items) expect(expected.has(id)).toBe(true);
});

test('whoever has an email or phone is found by all of it, however many others contain it, by those who may see them', async () => {
  await db().execute(sql`
    insert into person (id, first_name, last_name, email, phone)
    select gen_random_uuid(), 'Abe', 'Longer', 'x' || n || 'al@short.example', '+1 646-555-' || n || '7788' from generate_series(1, 12) n
    union all select gen_random_uuid(), 'Zoe', 'Short', 'Al@short.example', '+1 646-555-7788'`);
  const zoe = { name: 'Zoe Short', email: 'Al@short.example' };
  expect(await findContactOwner(owner, { contact: 'aL@Short.example' })).toMatchObject(zoe);
  expect(await findContactOwner(owner, { contact: '(646) 555 7788' })).toMatchObject(zoe);
  for (const contact of ['short.example', '@', '7788', '']) {
    expect(await findContactOwner(owner, { contact })).toBeNull();
  }
  const asked = () => findContactOwner(manager, { contact: 'al@short.example' });
  expect(await asked()).toBeNull();
  await db().execute(sql`
    insert into person_building (person_id, building_id, sort_name)
    select id, ${mine[0]}, sort_name from person where email_key = 'al@short.example'`);
  expect(await asked()).toMatchObject(zoe);
});
