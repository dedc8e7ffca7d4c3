import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { db } from '#server/db/pool';
import { type BackOffice, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { runProgram } from '../../e2e/fixtures/program.ts';

let office: BackOffice;

beforeAll(async () => {
  office = await startBackOffice({ people: 800, buildings: 2 });
  await office.stopWorker();
});
afterAll(() => office.stop());

const rows = async <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  (await db().execute<T>(query)).rows;

const pagesRead = async () => {
  const entries = await office.control.journal();
  return entries.filter(({ path, status }) => path.endsWith('/v1/users') && status === 200).length;
};

test('a worker killed in mid-sweep: the next one goes on at that page, and nobody is lost or read twice over', async () => {
  const before = await rows(
    sql`select count(*) as people, sum(missed_sweeps) as missed from person where gone_at is null`,
  );
  await db().execute(sql`
    insert into sweep (state, phase, started_at, seen_counts)
    values ('running', 'buildings', clock_timestamp(),
      '{"buildings":0,"doors":0,"people":0,"accesses":0,"unreadable":0}')`);
  await office.control.clearJournal();
  // The fourth page keeps the first worker waiting for as long as it lives.
  await office.control.addFault({ match: { path: '/v1/users', nth: 4 }, effect: { type: 'hang' }, times: 1 });
  const first = runProgram('server/worker/main.ts', [], { ...process.env });
  await first.ready;
  await vi.waitFor(
    async () => {
      const [at] = await rows<{ people: number }>(sql`
        select (seen_counts->>'people')::int as people from sweep order by generation desc limit 1`);
      expect(at?.people).toBe(300);
    },
    { timeout: 20_000, interval: 20 },
  );
  first.signal('SIGKILL');
  expect((await first.ended).code).toBeNull();

  await office.control.clearFaults();
  await office.startWorker();
  await vi.waitFor(
    async () =>
      expect(await rows(sql`select state from sweep order by generation desc limit 1`)).toEqual([
        { state: 'complete' },
      ]),
    { timeout: 25_000, interval: 20 },
  );
  const people = office.emulator.emulator.world.users.length;
  expect(await pagesRead()).toBe(Math.ceil(people / 100));
  expect(
    await rows(sql`select count(*) as people, sum(missed_sweeps) as missed from person where gone_at is null`),
  ).toEqual(before);
});
