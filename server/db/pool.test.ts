import { and, eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { readJsonInstant } from './instants.ts';
import { createDb, type Db, db } from './pool.ts';
import { staff } from './schema/staff.ts';

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

test('a statement of the console is given up in time, in a transaction or not; others have theirs', async () => {
  const forever = sql`select count(*) from (select generate_series(1, 1000000000000)) s`;
  const givenUp = { cause: { code: '57014' } };
  await expect(db().execute(forever)).rejects.toMatchObject(givenUp);
  await expect(db().transaction((tx) => tx.execute(forever))).rejects.toMatchObject(givenUp);
  expect((await db().execute(sql`select 1`)).rowCount).toBe(1);
  expect((await workers.execute(sql`show statement_timeout`)).rows).toEqual([{ statement_timeout: '0' }]);
});

test('a long statement asked again is sent and read once, and planned for its values each time', async () => {
  const one = createDb(database.url, { maxConnections: 1 });
  const long = (value: number) => sql`select ${value}::int as value, ${sql.raw(`'${'x'.repeat(600)}'`)} as rest`;
  const told: unknown[] = [];
  for (const value of [1, 2, 3, 4, 5, 6, 7, 8]) told.push((await one.execute(long(value))).rows[0]?.value);
  const { rows } = await one.execute(sql`select generic_plans, custom_plans from pg_prepared_statements`);
  await one.$client.end();
  expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(rows).toEqual([{ generic_plans: 0, custom_plans: 7 }]);
});

test('an instant is told in UTC to the millisecond, in whatever zone PostgreSQL spells it', async () => {
  const at = ['2026-11-25 12:00:00+00', '2026-11-25 12:00:00.5+00', '1999-12-31 23:59:59.987654+00'];
  const told = at.map((text) => new Date(text.replace(' ', 'T').replace('+00', 'Z')).toISOString());
  for (const zone of ['UTC', 'America/New_York', 'Asia/Kolkata']) {
    const { rows } = await db().transaction(async (tx) => {
      await tx.execute(sql`select set_config('timezone', ${zone}, true)`);
      return tx.execute(
        sql`select at, to_json(at) as json from unnest(${sql.param(at)}::timestamptz[]) with ordinality as t(at, n) order by n`,
      );
    });
    expect(
      rows.map((row) => row.at),
      zone,
    ).toEqual(told);
    expect(
      rows.map((row) => readJsonInstant(String(row.json))),
      zone,
    ).toEqual(told);
  }
});

test('a query put together from pieces numbers its values through, whatever the pieces are', async () => {
  const ids = sql`select id from ${staff} where ${and(eq(staff.name, 'Ada'), inArray(staff.role, ['owner', 'auditor']))}`;
  const { rows } = await db().execute(sql`
    select ${1}::int as one, ${null}::text as none, ${sql.param(['a', 'b'])}::text[] as list, ${undefined} 'x' as x,
      ${sql.join([sql`${true}::boolean`, sql`${'}$1{'}::text`], sql` and 'true' = `)} as both,
      array(${ids}) as ids, ${7}::int in ${[6, 7]} as known, ${sql.raw('8')} as raw`);
  expect(rows).toEqual([{ one: 1, none: null, list: ['a', 'b'], x: 'x', both: false, ids: [], known: true, raw: 8 }]);
});
