import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openkitStatusSchema } from '#lib/schemas/openkit-status';
import { db } from '#server/db/pool';
import { settings } from '#server/settings';
import { type BackOffice, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { getOpenKitStatus } from './get-openkit-status.ts';

let office: BackOffice;

beforeAll(async () => {
  office = await startBackOffice();
});
afterAll(() => office.stop());

test('an owner sees how things stand with OpenKit, and never a secret', async () => {
  const status = await getOpenKitStatus(await sessionAs('owner'));
  expect(openkitStatusSchema.safeParse(status).error).toBeUndefined();
  expect(status).toMatchObject({
    mode: 'sandbox',
    settings: { clientId: 'sandbox-client', apiUrl: settings().openkit.apiUrl },
    token: { fetchedAt: expect.any(String), failure: null },
    budget: { callsPerSecond: 200, pausedUntil: null },
    worker: { isAlive: true, breaker: 'closed', warnings: [] },
    lastSweep: { state: 'complete', unreadable: 0 },
  });
  expect(status.lastSweep?.calls).toBeGreaterThan(2);
  expect(status.lastSweep?.rows).toBeGreaterThan(60);
  expect(JSON.stringify(status)).not.toContain(settings().openkit.clientSecret);
});

test('others learn whether it works, but no address and no client ID', async () => {
  const status = await getOpenKitStatus(await sessionAs('auditor'));
  expect(status.settings).toBeNull();
  expect(JSON.stringify(status)).not.toContain('sandbox-client');
});

test('a worker that has not been heard of for a minute is told as gone', async () => {
  await office.stopWorker();
  await db().execute(sql`
    update setting set value = value || jsonb_build_object('at', clock_timestamp() - interval '61 seconds')
    where key = 'worker_status'`);
  expect((await getOpenKitStatus(await sessionAs('owner'))).worker?.isAlive).toBe(false);
  await office.startWorker();
  expect((await getOpenKitStatus(await sessionAs('owner'))).worker?.isAlive).toBe(true);
});
