import { sql } from 'drizzle-orm';
import { createDb } from '/work/wt/integ/server/db/pool.ts';
import { answersPage } from '/work/wt/integ/server/services/questions/list-answers.ts';
import { listAnswersQuery } from '/work/wt/integ/server/services/questions/list-query.ts';
import { createTestDatabase } from '/work/wt/integ/e2e/fixtures/database.ts';
import { seededDoor, seedLedger } from '/work/wt/integ/e2e/fixtures/seed-ledger.ts';
import { startTestCluster } from '/work/wt/integ/e2e/fixtures/test-cluster.ts';
const stop = await startTestCluster();
const database = await createTestDatabase();
const db = createDb(database.ownerUrl, { maxConnections: 1 });
const t=Date.now();
const size = process.argv[2]==='full' ? { buildings: 400, doors: 300, people: 200_000, peopleOfFirst: 2000 } : { buildings: 40, doors: 300, people: 20_000, peopleOfFirst: 2000 };
await seedLedger(db, size);
console.log('seeded', Date.now()-t);
const id = async (d:number)=> (await db.execute<any>(sql`select ${seededDoor(1,d)} as id`)).rows[0].id;
for (const doors of [[1],[1,2,3,4,5]]) for (const time of [{ from: '2025-03-01T12:00:00.000Z' }]) {
  const q = listAnswersQuery.parse({ doors: (await Promise.all(doors.map(id))).join(), ...time });
  const r = await db.execute<any>(sql`explain (analyze, buffers) ${answersPage({ scope: 'all' } as any, q, null, '2026-11-25T12:00:00.000Z')}`);
  console.log(r.rows.map((x:any)=>x['QUERY PLAN']).join('\n'));
}
await db.$client.end(); await database.drop(); await stop();
