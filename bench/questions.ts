import { type SQL, sql } from 'drizzle-orm';
import { everywhere } from '#lib/area';
import type { Place } from '#server/db/cursor';
import { createDb, type Db } from '#server/db/pool';
import { doorsByWords } from '#server/services/questions/find-subjects';
import { answersPage } from '#server/services/questions/list-answers';
import { listAnswersQuery } from '#server/services/questions/list-query';
import { createTestDatabase } from '../e2e/fixtures/database.ts';
import { explain, type QueryPlan } from '../e2e/fixtures/explain.ts';
import { seededDoor, seededPerson, seedLedger } from '../e2e/fixtures/seed-ledger.ts';
import { startTestCluster } from '../e2e/fixtures/test-cluster.ts';

const aim = 1000;
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
  await db.execute(sql`
    insert into door_successor (old_door_id, new_door_id, staff_id, at)
    select md5('door ' || b || ' 299')::uuid, md5('door ' || b || ' 298')::uuid, gen_random_uuid(), '2024-01-01'
    from generate_series(1, 400) b`);
  await db.execute(sql`vacuum analyze door_successor`);
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
    'first weeks': { from: '2023-11-20T12:00:00.000Z' },
    moment: { from: '2025-03-01T12:00:00.000Z' },
    month: { from: '2025-03-01T00:00:00.000Z', to: '2025-04-01T00:00:00.000Z' },
    years: { from: '2023-11-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' },
    now: { from: now },
    future: { from: '2027-03-01T12:00:00.000Z' },
  };
  const ways = {
    '': {},
    downwards: { sort: '-name' },
    'search that finds a ninth': { q: 'e7' },
    'search that finds a few': { q: 'of 171' },
  };
  const table: Record<string, Record<string, string>> = {};
  const write = async (line: string, when: string, query: SQL) => {
    table[line] = { ...table[line], [when]: told(await explain(db, query)) };
  };
  for (const [name, subject] of Object.entries(subjects)) {
    for (const [way, how] of Object.entries(ways)) {
      const [first, second] = [`${name}${way && `, ${way}`}`, `${name}, second page`];
      for (const [when, time] of Object.entries(times)) {
        const query = listAnswersQuery.parse({ ...subject, ...time, ...how });
        const read = (place: Place | null) => answersPage({ scope: 'all' }, query, place, now);
        await write(first, when, read(null));
        const { rows } = way === '' ? await db.execute<{ key: string; id: string }>(read(null)) : { rows: [] };
        const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
        if (last) await write(second, when, read({ ...last, dir: 'next' }));
      }
    }
  }
  await write('doors by words', 'now', doorsByWords({ scope: 'all' }, 'door 7 building 311', everywhere));
  console.table(table);
  await db.$client.end();
  await database.drop();
  await stop();
}

/** `51: 640` = rows and buffers, with what is beyond the aim. */
const told = ({ rows, buffers, seqScans }: QueryPlan): string =>
  [`${rows}: ${buffers}`, buffers > aim ? 'MISS' : '', ...seqScans.map((one) => `SEQ ${one}`)].join(' ').trim();

const twenty = Array.from({ length: 20 }, (_, at) => at + 1);

const doorsOf = async (db: Db, building: number, doors: number[]): Promise<string> =>
  (await Promise.all(doors.map((door) => idOf(db, seededDoor(building, door))))).join();

async function idOf(db: Db, id: ReturnType<typeof sql>): Promise<string> {
  const found = await db.execute<{ id: string }>(sql`select ${id} as id`);
  return found.rows[0]?.id ?? '';
}
