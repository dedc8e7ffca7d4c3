import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openkitStatusSchema } from '#lib/schemas/openkit-status';
import { db } from '#server/db/pool';
import { settings } from '#server/settings';
import { type BackOffice, sessionAs, startBackOffice, sweepNow } from '../../../e2e/fixtures/back-office.ts';
import { databaseMetrics } from '../metrics/database-metrics.ts';
import { exposition } from '../metrics/exposition.ts';
import { getOpenKitStatus } from './get-openkit-status.ts';
import { getSyncStatus } from './get-sync-status.ts';

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
    worker: { isAlive: true, breaker: 'closed' },
    warnings: [],
    sweeps: [{ state: 'complete', unreadable: 0 }],
  });
  expect(status.sweeps[0]?.calls).toBeGreaterThan(2);
  expect(status.sweeps[0]?.rows).toBeGreaterThan(60);
  const { rows } = await db().execute<{ people: number; doors: number; buildings: number; accesses: number }>(sql`
    select (select count(*) from person) as people, (select count(*) from door) as doors,
      (select count(*) from building) as buildings, (select count(*) from access) as accesses`);
  expect(status.sweeps[0]?.differences).toEqual(
    Object.fromEntries(Object.entries(rows[0] ?? {}).map(([kind, appeared]) => [kind, { ...none, appeared }])),
  );
  expect(JSON.stringify(status)).not.toContain(settings().openkit.clientSecret);
});

/** No difference. */
const none = { appeared: 0, changed: 0, vanished: 0 };

test('others learn whether it works, but no address and no client ID', async () => {
  const status = await getOpenKitStatus(await sessionAs('auditor'));
  expect(status.settings).toBeNull();
  expect(JSON.stringify(status)).not.toContain('sandbox-client');
});

test('S06: who does not see everything learns how far a reading is, and of nothing how much there is', async () => {
  const [auditor, owner] = [await sessionAs('auditor'), await sessionAs('owner')];
  const { sweeps, sync, meter } = await getOpenKitStatus(auditor);
  expect(meter).toBeNull();
  const uncounted = { calls: null, rows: null, unreadable: null, differences: null };
  expect(sweeps).toMatchObject([{ state: 'complete', ...uncounted }]);
  expect(sync).toMatchObject({ seen: null, expected: null, percent: null });
  await db().execute(sql`
    insert into sweep (started_at, state, phase, seen_counts)
    select clock_timestamp(), 'running', 'doors',
      jsonb_set(jsonb_set(seen_counts, '{people}', '0'), '{doors}', '1') from sweep`);
  const ofAuditor = await getSyncStatus(auditor);
  expect(openkitStatusSchema.shape.sync.safeParse(ofAuditor).error).toBeUndefined();
  expect(ofAuditor).toMatchObject({ state: 'running', seen: null, expected: null, secondsLeft: null });
  const ofOwner = await getSyncStatus(owner);
  expect(ofOwner).toMatchObject({
    seen: { doors: 1 },
    expected: { people: expect.any(Number) },
    secondsLeft: expect.any(Number),
  });
  expect(ofAuditor.percent).toBe(ofOwner.percent);
  expect(ofAuditor.percent).toBeGreaterThan(0);
  expect(ofAuditor.percent).toBeLessThan(20);
  await db().execute(sql`delete from sweep where state = 'running'`);
});

test('a worker that has not been heard from for a minute is told as gone', async () => {
  await office.stopWorker();
  await db().execute(sql`
    update setting set value = value || jsonb_build_object('at', clock_timestamp() - interval '61 seconds')
    where key = 'worker_status'`);
  expect((await getOpenKitStatus(await sessionAs('owner'))).worker?.isAlive).toBe(false);
  await office.startWorker();
  expect((await getOpenKitStatus(await sessionAs('owner'))).worker?.isAlive).toBe(true);
});

test('the meter counts what the journal of OpenKit has, by kind, of every process that calls', async () => {
  const owner = await sessionAs('owner');
  await vi.waitFor(async () => {
    const journal = await office.control.journal();
    const { meter } = await getOpenKitStatus(owner);
    const counted = Object.fromEntries(meter?.kinds.map(({ kind, day }) => [kind, day]) ?? []);
    const asked = (path: string) => journal.filter((call) => call.path.endsWith(path)).length;
    expect(counted).toMatchObject({
      token: asked('/oauth/token'),
      buildings: asked('/v1/buildings'),
      doors: asked('/v1/doors'),
      people: asked('/v1/users'),
    });
    expect(meter?.minutes).toHaveLength(60);
    expect(meter?.minutes.reduce((sum, { calls }) => sum + calls, 0)).toBe(journal.length);
    expect(meter?.left).toBeLessThanOrEqual(200 * 60);
  });
});

test('what OpenKit says otherwise than documented is kept with an example, across processes', async () => {
  await office.control.addFault({
    match: { path: '/v1/users' },
    effect: { type: 'drift', field: 'users[].accesses[].role', to: 'value', value: 'VISITOR' },
    times: 1,
  });
  const { rows } = await db().execute<{ personId: string; doorId: string }>(sql`
    select person_id as "personId", door_id as "doorId" from access
    where passcode_type = 'PERMANENT' and granter_kind = 'partner' and gone_at is null and starts_at < now()
      and ends_at is null limit 1`);
  const { personId = '', doorId = '' } = rows[0] ?? {};
  await office.control.moveEndElsewhere(personId, doorId, '2040-01-01T00:00:00.000Z');
  await office.stopWorker();
  await sweepNow();
  const { warnings } = await getOpenKitStatus(await sessionAs('auditor'));
  expect(warnings).toMatchObject([{ at: 'User.accesses.role', problem: 'unexpected', example: 'VISITOR' }]);
  const metrics = exposition(await databaseMetrics());
  expect(metrics).toMatch(/^gatehouse_openkit_schema_warnings\{field="User\.accesses\.role unexpected"\} \d+$/m);
  expect(metrics).toMatch(/^gatehouse_openkit_calls_last_hour\{kind="people"\} [1-9]/m);
  expect(metrics).toMatch(/^gatehouse_sweep_changes\{kind="accesses",change="changed"\} [1-9]/m);
});
