import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { db } from '#server/db/pool';
import { sweep } from '#server/db/schema/mirror';
import { requestSweep } from '#server/services/sync/request-sweep';
import { type BackOffice, sessionAs, startBackOffice } from '../../e2e/fixtures/back-office.ts';

let office: BackOffice;
/** What the worker does every 15 seconds. */
let round: () => Promise<void>;

beforeAll(async () => {
  const timers = vi.spyOn(globalThis, 'setInterval');
  office = await startBackOffice();
  round = timers.mock.calls.findLast(([, everyMs]) => everyMs === 15_000)?.[0] as typeof round;
  timers.mockRestore();
});
afterAll(() => office.stop());

test('while a sweep runs its worker asks for no other one', async () => {
  await office.control.addFault({ match: { method: 'GET' }, effect: { type: 'delay', beforeMs: 3000 } });
  const { generation } = await requestSweep(await sessionAs('owner'));
  const jobs = async (states: string) => {
    const found = await db().execute<{ count: number }>(sql`
      select count(*) as count from jobs.job where name = 'sweep-openkit' and state::text = ${states}`);
    return found.rows[0]?.count;
  };
  await vi.waitFor(async () => expect(await jobs('active')).toBe(1), { timeout: 5_000, interval: 10 });
  await round();
  expect(await jobs('active')).toBe(1);
  expect(await jobs('created')).toBe(0);
  await office.control.clearFaults();
  const complete = () => db().$count(sweep, sql`generation = ${generation} and state = 'complete'`);
  await vi.waitFor(async () => expect(await complete()).toBe(1), { timeout: 20_000, interval: 50 });
});
