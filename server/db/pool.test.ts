import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { createDb, type Db, db } from './pool.ts';

let database: TestDatabase;
let workers: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  workers = createDb(database.url);
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('DATABASE_STATEMENT_SECONDS', '1');
  vi.stubEnv('NEXT_RUNTIME', 'nodejs');
});
afterAll(async () => {
  await Promise.all([workers.$client.end(), db().$client.end()]);
  await database.drop();
});

test('R46 a statement of the console is given up in time, in a transaction or not; others have theirs', async () => {
  const forever = sql`select count(*) from (select generate_series(1, 1000000000000)) s`;
  const givenUp = { cause: { code: '57014' } };
  await expect(db().execute(forever)).rejects.toMatchObject(givenUp);
  await expect(db().transaction((tx) => tx.execute(forever))).rejects.toMatchObject(givenUp);
  expect((await db().execute(sql`select 1`)).rowCount).toBe(1);
  expect((await workers.execute(sql`show statement_timeout`)).rows).toEqual([{ statement_timeout: '0' }]);
});
