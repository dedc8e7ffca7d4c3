import { inspect } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { addStaff } from '../../e2e/fixtures/sign-in-as.ts';
import { createDb, type Db } from './pool.ts';
import { staff } from './schema/staff.ts';

const canary = 'canary@example.test';

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

async function failureOf(query: PromiseLike<unknown>): Promise<Error> {
  const error = await Promise.resolve(query).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error('The query did not fail.');
  return error;
}

function expectNoValue(error: Error): void {
  const printed = [String(error), error.stack, inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error)];
  expect(printed.join('\n')).not.toContain('canary');
}

test('an error of a query holds neither what was asked for nor what PostgreSQL repeats of it', async () => {
  await addStaff(db, { role: 'auditor', email: canary });
  const taken = await failureOf(addStaff(db, { role: 'auditor', email: canary }));
  expect(taken).toMatchObject({ cause: { code: '23505', table: 'staff', constraint: expect.any(String) } });
  expect(taken.message).toContain('insert into "staff"');
  const unreadable = await failureOf(db.execute(sql`select ${canary}::uuid`));
  expect(unreadable).toMatchObject({ cause: { code: '22P02' } });
  const selected = await failureOf(db.select().from(staff).where(eq(staff.id, canary)));
  const inside = await failureOf(db.transaction((tx) => tx.select().from(staff).where(eq(staff.id, canary))));
  for (const error of [taken, unreadable, selected, inside]) expectNoValue(error);
});

test('nor does it when there is no database to ask', async () => {
  const nowhere = createDb('postgresql://nobody@127.0.0.1:1/none');
  const error = await failureOf(nowhere.execute(sql`select ${canary}`));
  await nowhere.$client.end();
  expect(error).toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  expectNoValue(error);
});
