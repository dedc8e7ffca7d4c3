import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { searchEverything } from './search-everything.ts';

let office: BackOffice;
let owner: Session;
let manager: Session;
let mine: string;

beforeAll(async () => {
  office = await startBackOffice({ people: 120, buildings: 4 });
  await office.stopWorker();
  mine = (await db().execute<{ id: string }>(sql`select id from building order by id limit 1`)).rows[0]?.id ?? '';
  owner = await sessionAs('owner');
  manager = await sessionAs('building_manager', [mine]);
});
afterAll(() => office.stop());

type Thing = { id: string; name: string; serial: string | null };
const doorsIn = async (where: string) =>
  (
    await db().execute<Thing>(
      sql`select id, name, serial_number as serial from door where building_id ${sql.raw(where)} ${mine} order by sort_name, id`,
    )
  ).rows;

test('people, doors and buildings by name; those that begin with it come first', async () => {
  const person = (
    await db().execute<{ id: string; first: string; last: string }>(
      sql`select id, first_name as first, last_name as last from person order by id limit 1`,
    )
  ).rows[0];
  const whole = await searchEverything(owner, { q: `${person?.first} ${person?.last}`.toUpperCase() });
  expect(whole[0]).toMatchObject({ kind: 'person', id: person?.id });
  const hits = await searchEverything(owner, { q: person?.last ?? '' });
  expect(hits.some((hit) => hit.id === person?.id)).toBe(true);
  const building = (await db().execute<Thing>(sql`select id, name from building limit 1`)).rows[0];
  const found = await searchEverything(owner, { q: building?.name ?? '' });
  expect(found).toContainEqual(expect.objectContaining({ kind: 'building', id: building?.id }));
  const [door] = await doorsIn('=');
  const bySerial = await searchEverything(owner, { q: door?.serial ?? door?.name ?? '' });
  expect(bySerial.some((hit) => hit.kind === 'door')).toBe(true);
});

test('whoever has a surname of two letters', async () => {
  const made = await db().execute<{ id: string }>(sql`
    insert into person (id, first_name, last_name) values (gen_random_uuid(), 'Quyen', 'Xq') returning id`);
  for (const q of ['Xq', 'xq']) {
    expect((await searchEverything(owner, { q })).map(({ id }) => id)).toEqual([made.rows[0]?.id]);
  }
});

test('homes and bundles by name, with the building they are in; what was taken out is not found', async () => {
  const [here, elsewhere] = (
    await db().execute<Thing>(sql`select id, name from building order by id <> ${mine}, id limit 2`)
  ).rows;
  const made = await db().execute<{ id: string }>(sql`
    insert into unit (building_id, name, archived_at) values (${here?.id}, 'Penthouse Ä-12', null),
      (${elsewhere?.id}, 'Penthouse Ä-12', null), (${here?.id}, 'Penthouse old', clock_timestamp()) returning id`);
  const bundles = await db().execute<{ id: string }>(sql`
    insert into bundle (building_id, name, kind) values (${here?.id}, 'Rooftop things', 'amenities') returning id`);
  const units = await searchEverything(owner, { q: 'penthouse a 12' });
  expect(units.filter(({ kind }) => kind === 'unit').map(({ id, detail }) => ({ id, detail }))).toEqual(
    expect.arrayContaining([
      { id: made.rows[0]?.id, detail: here?.name },
      { id: made.rows[1]?.id, detail: elsewhere?.name },
    ]),
  );
  expect((await searchEverything(owner, { q: 'penthouse' })).map(({ id }) => id)).not.toContain(made.rows[2]?.id);
  expect(await searchEverything(owner, { q: 'ROOFTOP' })).toContainEqual({
    kind: 'bundle',
    id: bundles.rows[0]?.id,
    name: 'Rooftop things',
    detail: here?.name,
  });
  const seen = await searchEverything(manager, { q: 'penthouse' });
  expect(seen.map(({ id }) => id)).toEqual([made.rows[0]?.id]);
});

test('a few of each kind at most, each once', async () => {
  const hits = await searchEverything(owner, { q: 'a' });
  for (const kind of ['person', 'door', 'building']) {
    expect(hits.filter((hit) => hit.kind === kind).length).toBeLessThanOrEqual(6);
  }
  expect(new Set(hits.map((hit) => hit.id)).size).toBe(hits.length);
  for (const q of ['xqjkvw', '-', '🙂']) expect(await searchEverything(owner, { q })).toEqual([]);
});

test('nothing out of scope is found', async () => {
  const foreign = await doorsIn('<>');
  const foreignIds = new Set(foreign.map((door) => door.id));
  const people = await db().execute<{ id: string }>(
    sql`select person_id as id from person_building group by person_id having not bool_or(building_id = ${mine})`,
  );
  for (const { id } of people.rows) foreignIds.add(id);
  expect(await searchEverything(manager, { q: 'example' })).not.toEqual([]);
  for (const q of ['a', 'example', ...foreign.slice(0, 5).map((door) => door.name)]) {
    for (const hit of await searchEverything(manager, { q })) {
      expect(foreignIds.has(hit.id)).toBe(false);
      if (hit.kind === 'building') expect(hit.id).toBe(mine);
    }
  }
});
