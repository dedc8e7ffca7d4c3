import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createDb, db } from '#server/db/pool';
import { sweep } from '#server/db/schema/mirror';
import { type BackOffice, startBackOffice } from '../../e2e/fixtures/back-office.ts';

let office: BackOffice;
beforeAll(async () => {
  office = await startBackOffice();
});
afterAll(() => office.stop());

test('while the check of the log waits, what is due is read all the same', async () => {
  await office.stopWorker();
  await db().execute(sql`update sweep set finished_at = finished_at - interval '1 day'`);
  const before = await db().$count(sweep, sql`state = 'complete'`);
  const ownerDb = createDb(office.database.ownerUrl);
  let starting: Promise<void> | undefined;
  await ownerDb.transaction(async (tx) => {
    await tx.execute(sql`lock table audit_personal in access exclusive mode`);
    starting = office.startWorker();
    const complete = () => db().$count(sweep, sql`state = 'complete'`);
    await vi.waitFor(async () => expect(await complete()).toBeGreaterThan(before), { timeout: 20_000, interval: 50 });
  });
  await starting;
  await ownerDb.$client.end();
});
