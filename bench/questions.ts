import { sql } from 'drizzle-orm';
import { everywhere } from '#lib/area';
import { createDb, type Db } from '#server/db/pool';
import { doorsByWords } from '#server/services/questions/find-subjects';
import { answersPage } from '#server/services/questions/list-answers';
import { listAnswersQuery } from '#server/services/questions/list-query';
import { createTestDatabase } from '../e2e/fixtures/database.ts';
import { explain } from '../e2e/fixtures/explain.ts';
import { seededDoor, seededPerson, seedLedger } from '../e2e/fixtures/seed-ledger.ts';
import { startTestCluster } from '../e2e/fixtures/test-cluster.ts';

const now = '2026-11-25T12:00:00.000Z';

/** Buffers a page of 50 answers reads from 1.2M accesses and 5M events, and whether any table was read whole. */
export async function benchQuestions(): Promise<void> {
  const stop = await startTestCluster();
  const database = await createTestDatabase();
  const db = createDb(database.ownerUrl, { maxConnections: 1 });
  await seedLedger(db, { buildings: 400, doors: 300, people: 200_000, peopleOfFirst: 2000 });
  const sizes = await db.execute(sql`
    select (select count(*) from access) as accesses, (select count(*) from access_event) as events`);
  console.log(sizes.rows[0]);
  const subjects = {
    'lobby of 2,000 people': { doors: await doorsOf(db, 1, [1]) },
    'two doors of 2,000 people': { doors: await doorsOf(db, 1, [1, 2]) },
    'five doors of 2,000 people': { doors: await doorsOf(db, 1, [1, 2, 3, 4, 5]) },
    'twenty doors, five of them of 2,000 people': { doors: await doorsOf(db, 1, twenty) },
    'lobby of 500 people': { doors: await doorsOf(db, 7, [1]) },
    'five doors of 500 people': { doors: await doorsOf(db, 7, [1, 2, 3, 4, 5]) },
    'a private door': { doors: await doorsOf(db, 7, [40]) },
    'a person': { person: await idOf(db, seededPerson(4711)) },
  };
  const times = {
    'when few had begun': { from: '2023-11-20T12:00:00.000Z' },
    moment: { from: '2025-03-01T12:00:00.000Z' },
    month: { from: '2025-03-01T00:00:00.000Z', to: '2025-04-01T00:00:00.000Z' },
    now: { from: now },
    future: { from: '2027-03-01T12:00:00.000Z' },
  };
  const table: Record<string, Record<string, string>> = {};
  for (const [name, subject] of Object.entries(subjects)) {
    const row: Record<string, string> = {};
    for (const [when, time] of Object.entries(times)) {
      const query = listAnswersQuery.parse({ ...subject, ...time });
      const plan = await explain(db, answersPage({ scope: 'all' }, query, null, now));
      row[when] = [`${plan.rows} rows, ${plan.buffers} buffers`, ...plan.seqScans.map((one) => `SEQ ${one}`)].join(' ');
    }
    table[name] = row;
  }
  const named = await explain(db, doorsByWords({ scope: 'all' }, 'door 7 building 311', everywhere));
  table['doors by words'] = {
    now: [`${named.rows} rows, ${named.buffers} buffers`, ...named.seqScans.map((one) => `SEQ ${one}`)].join(' '),
  };
  console.table(table);
  await db.$client.end();
  await database.drop();
  await stop();
}

const twenty = Array.from({ length: 20 }, (_, at) => at + 1);

const doorsOf = async (db: Db, building: number, doors: number[]): Promise<string> =>
  (await Promise.all(doors.map((door) => idOf(db, seededDoor(building, door))))).join();

async function idOf(db: Db, id: ReturnType<typeof sql>): Promise<string> {
  const found = await db.execute<{ id: string }>(sql`select ${id} as id`);
  return found.rows[0]?.id ?? '';
}
