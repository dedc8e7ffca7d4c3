import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everywhere } from '#lib/area';
import type { Db } from '#server/db/pool';
import { createDb } from '#server/db/pool';
import { createTestDatabase, type TestDatabase } from '../../../e2e/fixtures/database.ts';
import { explain } from '../../../e2e/fixtures/explain.ts';
import { seededDoor, seededPerson, seedLedger } from '../../../e2e/fixtures/seed-ledger.ts';
import { doorsByWords } from './find-subjects.ts';
import { answersPage } from './list-answers.ts';
import { listAnswersQuery } from './list-query.ts';

let database: TestDatabase;
let db: Db;
/** At this size PostgreSQL rightly reads smaller tables whole; the bench asks at full size. */
const ledger = ['access', 'access_event', 'person', 'sync_wait'];

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.ownerUrl, { maxConnections: 1 });
  await seedLedger(db, { buildings: 20, doors: 100, people: 4000, peopleOfFirst: 1200 });
  await db.execute(sql`
    insert into door_successor (old_door_id, new_door_id, staff_id, at)
    select ${seededDoor(1, 50)}, ${seededDoor(1, 1)}, gen_random_uuid(), '2024-01-01'`);
});
afterAll(async () => {
  await db.$client.end();
  await database.drop();
});

async function idOf(id: ReturnType<typeof seededDoor>): Promise<string> {
  const found = await db.execute<{ id: string }>(sql`select ${id} as id`);
  return found.rows[0]?.id ?? '';
}

test('the doors that words name are looked up word by word: no table is gone through', async () => {
  await db.execute(sql`set enable_seqscan = off`);
  try {
    const words = await db.execute<{ door: string; building: string }>(sql`
      select d.name as door, b.name as building from door d join building b on b.id = d.building_id
      where d.id = ${seededDoor(3, 7)}`);
    const { door = '', building = '' } = words.rows[0] ?? {};
    const plan = await explain(db, doorsByWords({ scope: 'all' }, `${door} ${building}`, everywhere));
    // Door 7 of building 3, and door 3 of building 7.
    expect(plan).toMatchObject({ rows: 2, seqScans: [] });
  } finally {
    await db.execute(sql`reset enable_seqscan`);
  }
});

test.each([
  ['a moment that has passed', { from: '2025-03-01T12:00:00.000Z' }],
  ['a moment when few had begun', { from: '2023-11-20T12:00:00.000Z' }],
  ['all the years', { from: '2023-11-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' }],
  ['a month that has passed', { from: '2025-03-01T00:00:00.000Z', to: '2025-04-01T00:00:00.000Z' }],
  ['now', { from: '2026-11-25T12:00:00.000Z' }],
  ['a moment to come', { from: '2027-03-01T12:00:00.000Z' }],
])(
  '%s, for the busiest door, which was replaced, for the five busiest, and for a person: 50 answers within 1,000 buffers, no table read whole',
  async (_, time) => {
    const door = { doors: await idOf(seededDoor(1, 1)) };
    const person = { person: await idOf(seededPerson(7)) };
    const five = { doors: (await Promise.all([1, 2, 3, 4, 5].map((at) => idOf(seededDoor(1, at))))).join() };
    for (const subject of [door, five, person]) {
      const query = listAnswersQuery.parse({ ...subject, ...time });
      const plan = await explain(db, answersPage({ scope: 'all' }, query, null, '2026-11-25T12:00:00.000Z'));
      expect(plan.seqScans.filter((table) => ledger.includes(table))).toEqual([]);
      expect(plan.buffers).toBeLessThanOrEqual(1000);
      expect(plan.rows).toBeGreaterThan(0);
    }
  },
);

test.each([
  ['two people', '2024-10-28T12:00:00.000Z', 'of 702'],
  ['a hundred', '2025-02-28T12:00:00.000Z', 'of 124'],
])('after %s lost the doors, whoever their locks still opened for answers', async (_, from, q) => {
  const doors = (await Promise.all([1, 2, 3, 4, 5].map((at) => idOf(seededDoor(1, at))))).join();
  const query = listAnswersQuery.parse({ doors, from, q });
  const { rows } = await db.execute(answersPage({ scope: 'all' }, query, null, '2026-11-25T12:00:00.000Z'));
  expect(rows.map(({ taken }) => taken)).toEqual(Array.from({ length: 5 }, () => 'over'));
});
