import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { db } from '#server/db/pool';
import { appRole } from '#server/launcher/embedded-postgres/connect';
import { migrate } from '#server/launcher/migrate';
import { stopSweep } from '#server/services/sync/stop-sweep';
import { type BackOffice, sessionAs, startBackOffice, sweepNow } from '../../e2e/fixtures/back-office.ts';
import { createTestDatabase } from '../../e2e/fixtures/database.ts';
import { dropSpareIndexes, makeSpareIndexes, manyDoors } from './spare-indexes.ts';

let office: BackOffice;
let owner: pg.Client;

beforeAll(async () => {
  office = await startBackOffice({ people: 350, buildings: 36 });
  await office.stopWorker();
  owner = new pg.Client({ connectionString: office.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await office.stop();
});
beforeEach(forgetAll);
afterEach(() => office.control.clearFaults());

/** As if this Gatehouse had never read OpenKit. */
async function forgetAll(): Promise<void> {
  for (const ledger of ['access_event', 'door_event'])
    await owner.query(`alter table ${ledger} disable trigger ${ledger}_append_only`);
  await owner.query('truncate sweep, sweep_loss, access_event, door_event, access, person, door, building cascade');
}

const indexesOf = async (client: { query: pg.Client['query'] }): Promise<string[]> => {
  const { rows } = await client.query<{ indexdef: string }>(
    `select indexdef from pg_indexes where schemaname = 'public' order by indexname`,
  );
  return rows.map(({ indexdef }) => indexdef);
};

async function indexesOfSchema(): Promise<string[]> {
  const untouched = await createTestDatabase();
  const client = new pg.Client({ connectionString: untouched.ownerUrl });
  await client.connect();
  try {
    return await indexesOf(client);
  } finally {
    await client.end();
    await untouched.drop();
  }
}

const missing = async (): Promise<number> => {
  const { rows } = await owner.query<{ n: number }>(
    'select count(*)::int as n from spare_indexes() where to_regclass(name) is null',
  );
  return rows[0]?.n ?? 0;
};

/** Breaks a sweep off while it waits for its third page of people. */
async function sweepHalfway(): Promise<void> {
  await office.control.addFault({ match: { path: '/v1/users', nth: 3 }, effect: { type: 'hang' } });
  const stopping = new AbortController();
  const halfway = sweepNow(stopping.signal).catch(() => 'aborted');
  await vi.waitFor(async () => expect((await owner.query('select from person')).rowCount).toBe(200), {
    timeout: 20_000,
    interval: 20,
  });
  stopping.abort();
  await halfway;
  await office.control.clearFaults();
}

test('each comes back as the schema has it', async () => {
  const asMigrated = await indexesOfSchema();
  await dropSpareIndexes(db());
  expect(await missing()).toBeGreaterThan(10);
  await Promise.all([makeSpareIndexes(db()), makeSpareIndexes(db())]);
  expect(await indexesOf(owner)).toEqual(asMigrated);
});

test('a first sweep of many goes without them, over a restart too, and has them again when it ends', async () => {
  expect(office.emulator.emulator.world.doors.size).toBeGreaterThan(manyDoors);
  await sweepHalfway();
  expect(await missing()).toBeGreaterThan(10);
  expect(await sweepNow()).toBe('complete');
  expect(await missing()).toBe(0);
});

test('one that OpenKit interrupts has them while it waits', async () => {
  // Asked again, too.
  for (const nth of [2, 3, 4, 5])
    await office.control.addFault({ match: { path: '/v1/users', nth }, effect: { type: 'respond', status: 503 } });
  await expect(sweepNow()).rejects.toThrow();
  expect(await missing()).toBe(0);
});

test('one that is stopped while no worker runs leaves them to the next worker', async () => {
  await sweepHalfway();
  await stopSweep(await sessionAs('owner'));
  expect(await missing()).toBeGreaterThan(0);
  await office.startWorker();
  try {
    expect(await missing()).toBe(0);
  } finally {
    await office.stopWorker();
  }
});

test('a migration finds them all, also where a first sweep was left half done', async () => {
  await dropSpareIndexes(db());
  expect(await missing()).toBeGreaterThan(10);
  await migrate(office.database.ownerUrl, appRole);
  expect(await missing()).toBe(0);
});

test('they stay once a sweep was complete, and where somebody reads', async () => {
  await db().transaction(async (reader) => {
    await reader.execute(sql`select from access limit 1`);
    await dropSpareIndexes(db());
    expect(await missing()).toBe(0);
  });
  expect(await sweepNow()).toBe('complete');
  await dropSpareIndexes(db());
  expect(await missing()).toBe(0);
});
