import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { createBudget } from '#server/openkit/budget';
import { isSweepDue } from '#server/worker/sync';
import { type BackOffice, sessionAs, startBackOffice, sweepNow } from '../../../e2e/fixtures/back-office.ts';
import { databaseMetrics } from '../metrics/database-metrics.ts';
import { changeSyncSettings } from './change-sync-settings.ts';
import { coverageNow } from './coverage.ts';
import { currentSyncSettings } from './sync-settings.ts';

let office: BackOffice;

beforeAll(async () => {
  office = await startBackOffice({ people: 20, buildings: 1 });
  await office.stopWorker();
});
afterAll(() => office.stop());

test('the environment counts until somebody sets another pace; then that counts for the next call, and is written down', async () => {
  const budget = createBudget(db(), 200);
  expect(await currentSyncSettings(db())).toEqual({ intervalMinutes: 60, callsPerSecond: 200 });
  const owner = await sessionAs('owner');
  await changeSyncSettings(owner, { intervalMinutes: 30, callsPerSecond: 0.1 });
  expect((await budget.status()).callsPerSecond).toBe(0.1);
  expect(await budget.take('sync', 1000)).toBe(true);
  // The next turn is ten seconds away, further than this caller would wait.
  expect(await budget.take('sync', 1000)).toBe(false);
  const logged = await db().execute<{ payload: string }>(sql`
    select payload from audit_entry where event = 'setting.change' and staff_id = ${owner.staff.id}`);
  expect(JSON.parse(logged.rows[0]?.payload ?? '').details).toEqual({
    setting: 'sync',
    before: { intervalMinutes: 60, callsPerSecond: 200 },
    after: { intervalMinutes: 30, callsPerSecond: 0.1 },
  });
});

test('cadence is obeyed without a restart', async () => {
  const owner = await sessionAs('owner');
  await changeSyncSettings(owner, { intervalMinutes: 90, callsPerSecond: 200 });
  await office.control.advanceClock('PT80M');
  expect(await isSweepDue(db())).toBe(false);
  await changeSyncSettings(owner, { intervalMinutes: 60, callsPerSecond: 200 });
  await expect.poll(() => isSweepDue(db())).toBe(true);
  await changeSyncSettings(owner, { intervalMinutes: 0, callsPerSecond: 200 });
  expect(await isSweepDue(db())).toBe(false);
});

test('a clock that is set back makes a reading due, and how old lists are goes by the newest one', async () => {
  const owner = await sessionAs('owner');
  await changeSyncSettings(owner, { intervalMinutes: 60, callsPerSecond: 200 });
  await office.control.freezeClock('2030-01-01T00:00:00.000Z');
  await expect.poll(now).toMatch(/^2030-/);
  expect(await sweepNow()).toBe('complete');
  expect(await isSweepDue(db())).toBe(false);
  await office.control.freezeClock('2027-01-01T00:00:00.000Z');
  await expect.poll(now).toMatch(/^2027-/);
  expect(await isSweepDue(db())).toBe(true);
  expect(await sweepNow()).toBe('complete');
  expect(await isSweepDue(db())).toBe(false);
  expect((await coverageNow(db())).asOf).toMatch(/^2027-/);
  const age = (await databaseMetrics()).find(({ name }) => name === 'gatehouse_sweep_complete_age_seconds');
  expect(age?.samples[0]?.value).toBeGreaterThanOrEqual(0);
  await changeSyncSettings(owner, { intervalMinutes: 0, callsPerSecond: 200 });
});

test('only who manages settings may change them', async () => {
  await expect(
    changeSyncSettings(await sessionAs('portfolio_manager'), { intervalMinutes: 1, callsPerSecond: 1 }),
  ).rejects.toMatchObject({ code: 'forbidden_or_missing' });
});
