import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDb, type Db } from '#server/db/pool';
import { oneTimeLink, session, signInAttempt } from '#server/db/schema/staff';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { addStaff } from '../../e2e/fixtures/sign-in-as.ts';
import { makeLink } from './one-time-link.ts';
import { pruneSignIns } from './prune-sign-ins.ts';
import { startSession } from './sessions.ts';

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url);
});
afterAll(async () => {
  await db.$client.end();
  await database.drop();
});

test('old sessions, links and tries are forgotten, younger ones stay', async () => {
  const [old, young] = [await addStaff(db, { role: 'auditor' }), await addStaff(db, { role: 'auditor' })];
  for (const staffId of [old, young]) {
    await db.transaction(async (tx) => {
      await startSession(tx, staffId, { address: 'test', userAgent: null });
      await makeLink(tx, 'http://localhost:3000', { purpose: 'invite', staffId, hours: 1 });
    });
    await db.insert(signInAttempt).values({ subject: staffId });
  }
  await db.execute(sql`update session set created_at = now() - interval '31 days' where staff_id = ${old}`);
  await db.execute(sql`update one_time_link set expires_at = now() - interval '25 hours' where staff_id = ${old}`);
  await db.execute(sql`update sign_in_attempt set at = now() - interval '25 hours' where subject = ${old}`);
  await pruneSignIns(db);
  expect(await db.select({ staffId: session.staffId }).from(session)).toEqual([{ staffId: young }]);
  expect(await db.select({ staffId: oneTimeLink.staffId }).from(oneTimeLink)).toEqual([{ staffId: young }]);
  expect(await db.select({ subject: signInAttempt.subject }).from(signInAttempt)).toEqual([{ subject: young }]);
});
