import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { log } from '#server/log';
import { sweepAlone } from '#server/mirror/sweep-alone';
import { openkit } from '#server/openkit/openkit';
import { changeAccess } from '#server/services/accesses/change-access';
import { grantAccess } from '#server/services/accesses/grant-access';
import { revokeAccess } from '#server/services/accesses/revoke-access';
import { cancelOperation } from '#server/services/operations/cancel-operation';
import { getOperation } from '#server/services/operations/get-operation';
import {
  type BackOffice,
  nextRequest,
  sessionAs,
  settled,
  startBackOffice,
  sweepNow,
} from '../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../e2e/fixtures/oracle.ts';
import { endless } from '../../e2e/fixtures/terms.ts';
import { claimItem } from './claim-item.ts';
import { noReading, verdicts } from './item-result.ts';
import { recoverOperations } from './recover.ts';
import { runOperation } from './run-operation.ts';
import { settleItem } from './settle-item.ts';
import type { OperationTools } from './tools.ts';
import { wakeOperation } from './wake-operation.ts';
import { takeWorkerLease } from './worker-lease.ts';

let office: BackOffice;
let owner: Session;
let door: { id: string; building_id: string };

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string; building_id: string }>(sql`
    select id, building_id from door where kind = 'door' and is_activated and is_connected and accessibility = 'communal'
    order by id limit 1`);
  door = found.rows[0] ?? { id: '', building_id: '' };
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});
beforeEach(async () => {
  await office.startWorker();
  await office.control.clearFaults();
});

async function grantTo(session: Session, email: string, shareable = false) {
  return grantAccess(nextRequest(session), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Iris', lastName: 'Lund', email, phone: '' },
    doorIds: [door.id],
    terms: {
      passcodeType: 'PERMANENT',
      start: await now(),
      end: null,
      shareable,
      role: 'non_resident',
      notify: true,
    },
  });
}

const toolsOf = async (leaseOwner: number): Promise<OperationTools> => ({
  db: db(),
  boss: await boss(),
  openkit: openkit(),
  log,
  settleSeconds: 1,
  leaseOwner,
  hands: new Set(),
});

/** While `work` runs, the database takes no outcome of an item in this state. */
async function refusingOutcomes(state: string, work: () => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: office.database.ownerUrl });
  await admin.connect();
  try {
    await admin.query(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no space'; end $$`);
    await admin.query(`create trigger refused before update on operation_item for each row
      when (old.state = '${state}' and new.state <> old.state) execute function refuse()`);
    await work();
  } finally {
    await admin.query('drop function if exists refuse cascade');
    await admin.end();
  }
}

const itemStates = async (operationId: string): Promise<string[]> => {
  const found = await db().execute<{ state: string }>(sql`
    select state from operation_item where operation_id = ${operationId}`);
  return found.rows.map(({ state }) => state);
};

test('what a dead worker was sending is read back and ends applied once', async () => {
  await office.stopWorker();
  const { operationId } = await grantTo(owner, 'orphan@example.com');
  const nobody = 77;
  const item = await claimItem(db(), operationId, nobody);
  expect(item?.task).toBe('send');
  await office.startWorker();
  const done = await settled(owner, operationId);
  expect(done.doors.map((row) => row.state)).toEqual(['applied']);
  expect(await office.control.outbox('orphan@example.com')).toHaveLength(1);
});

test('an outcome written under an old fence is dropped', async () => {
  await office.stopWorker();
  const { operationId } = await grantTo(owner, 'fenced@example.com');
  const first = await claimItem(db(), operationId, 78);
  expect(await claimItem(db(), operationId, 79)).toBeNull();
  await office.startWorker();
  await settled(owner, operationId);
  const fences = await db().execute<{ fence: number }>(sql`
    select fence from operation_item where operation_id = ${operationId}`);
  expect(fences.rows[0]?.fence).toBeGreaterThan(first?.fence ?? 0);

  // The first one comes back and has learnt otherwise.
  if (!first) throw new Error('Nothing was claimed.');
  const records = () => db().$count(sql`audit_entry`, sql`operation_id = ${operationId}`);
  const before = await records();
  await settleItem(await toolsOf(78), first, {
    doors: verdicts([door.id], 'rejected', 'too_late'),
    next: 'settled',
    waitSeconds: 0,
    wasSent: true,
    wasEmpty: false,
    ...noReading,
  });
  expect((await getOperation(owner, operationId)).doors).toMatchObject([{ state: 'applied', reason: null }]);
  expect(await records()).toBe(before);
});

test('of two living workers on one call, one sends it', async () => {
  await office.stopWorker();
  const { operationId } = await grantTo(owner, 'contended@example.com');
  await office.control.addFault({ match: { method: 'POST' }, effect: { type: 'delay', beforeMs: 300 } });
  const posts = async () => (await office.control.journal()).filter(({ path }) => path.endsWith('/v2/users')).length;
  const before = await posts();
  const leases = await Promise.all([0, 1].map(() => takeWorkerLease(db(), () => undefined)));
  const tools = await Promise.all(leases.map(({ owner }) => toolsOf(owner)));
  const { signal } = new AbortController();
  const runs = tools.map((each) => runOperation(each, operationId, signal));
  await vi.waitFor(async () => expect(await itemStates(operationId)).toEqual(['sending']), { interval: 10 });
  // Nobody takes out of their hands what they are working on.
  for (const each of tools) await recoverOperations(each);
  await Promise.all(runs);
  expect((await getOperation(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
  expect((await posts()) - before).toBe(1);
  for (const lease of leases) await lease.release();
});

test.each([
  { state: 'sending', times: 0 },
  // Somebody nobody knows the id of yet, whose answer is lost: looked for together with others.
  { state: 'reconciling', times: 1 },
])('what a living worker cannot write while it is $state is read back, and sent once', async ({ state, times }) => {
  await office.stopWorker();
  const email = `${state}@example.com`;
  const { operationId } = await grantTo(owner, email);
  if (times > 0)
    await office.control.addFault({ match: { method: 'POST' }, effect: { type: 'commit_then_reset' }, times });
  const lease = await takeWorkerLease(db(), () => undefined);
  const tools = { ...(await toolsOf(lease.owner)), settleSeconds: 0 };
  const { signal } = new AbortController();
  await refusingOutcomes(state, async () => {
    await expect(runOperation(tools, operationId, signal)).rejects.toThrow();
    await expect(recoverOperations(tools)).rejects.toThrow();
  });
  expect(await itemStates(operationId)).toEqual([state]);
  await recoverOperations(tools);
  expect(await itemStates(operationId)).toEqual(['unknown']);
  await runOperation(tools, operationId, signal);
  expect((await getOperation(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
  expect(await office.control.outbox(email)).toHaveLength(1);
  await lease.release();
});

test.each<[string, SQL]>([
  ['demoted', sql`role = 'auditor'`],
  ['disabled', sql`disabled_at = now()`],
  ['past-their-end', sql`ends_at = now() - interval '1 second'`],
])('S11 what somebody %s had queued is not sent', async (what, change) => {
  await office.stopWorker();
  const agent = await sessionAs('leasing_agent', [door.building_id]);
  const { operationId } = await grantTo(agent, `${what}@example.com`);
  await db().execute(sql`update staff set ${change} where id = ${agent.staff.id}`);
  await office.startWorker();
  const done = await settled(owner, operationId);
  expect(done.doors).toMatchObject([{ state: 'rejected', reason: 'no_longer_allowed' }]);
  expect(await office.control.user(`${what}@example.com`)).toBeNull();
});

test.each(['null', 'missing'])(
  'a revocation of the staff of a portfolio is sent where OpenKit once says %s of it meanwhile',
  async (to) => {
    const email = `portfolio-${to}@example.com`;
    const personId = (await settled(owner, (await grantTo(owner, email)).operationId)).people[0]?.id ?? '';
    await office.stopWorker();
    const manager = await sessionAs('portfolio_manager', [door.building_id]);
    await db().execute(sql`
      update staff_scope set building_id = null,
        portfolio_id = (select portfolio_id from building where id = ${door.building_id})
      where staff_id = ${manager.staff.id}`);
    const asked = { intentId: randomUUID(), personId, doorIds: [door.id] };
    const { operationId } = await revokeAccess(nextRequest(manager), asked);
    await office.control.addFault({
      match: { path: '/v1/buildings' },
      effect: { type: 'drift', field: 'buildings[].portfolio', to },
    });
    expect(await sweepNow()).toBe('complete');
    await office.startWorker();
    expect((await settled(owner, operationId)).doors).toMatchObject([{ state: 'applied' }]);
    expect((await office.control.user(email))?.accesses.filter(({ revoked }) => !revoked)).toEqual([]);
  },
);

type Change = { operationId: string; personId: string; agent: Session };
const disable = ({ agent }: Change) =>
  db().execute(sql`update staff set disabled_at = now() where id = ${agent.staff.id}`);
const stop = ({ operationId }: Change) => cancelOperation(nextRequest(owner), { operationId });
const revoke = ({ personId }: Change) =>
  revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [door.id] });

test.each([
  { name: 'disabled', meanwhile: disable, end: { state: 'rejected', reason: 'no_longer_allowed' } },
  { name: 'stopped', meanwhile: stop, end: { state: 'cancelled', reason: 'stopped_under_way' } },
  { name: 'revoked', meanwhile: revoke, end: { state: 'cancelled', reason: 'overtaken' } },
])(
  'a change is not sent where it is $name during the reading that goes before it',
  async ({ name, meanwhile, end }) => {
    const email = `${name}-meanwhile@example.com`;
    const personId = (await settled(owner, (await grantTo(owner, email)).operationId)).people[0]?.id ?? '';
    const agent = await sessionAs('leasing_agent', [door.building_id]);
    await office.stopWorker();
    const asked = { intentId: randomUUID(), personId, doorIds: [door.id] };
    const { operationId } = await changeAccess(agent, { ...asked, end: { kind: 'keep' }, shareable: true });
    const tools = await toolsOf(80);
    const getPerson: typeof tools.openkit.getPerson = async (...asks) => {
      await meanwhile({ operationId, personId, agent });
      await sleep(1100);
      return openkit().getPerson(...asks);
    };
    await runOperation({ ...tools, openkit: { ...openkit(), getPerson } }, operationId, new AbortController().signal);
    expect((await getOperation(owner, operationId)).doors).toMatchObject([end]);
    const calls = await office.control.journal();
    expect(calls.filter(({ method, path }) => method === 'PATCH' && path.includes(personId))).toEqual([]);
    await office.startWorker();
    const open = () => db().$count(sql`operation`, sql`state = 'active'`);
    await vi.waitFor(async () => expect(await open()).toBe(0), { timeout: 20_000, interval: 30 });
  },
);

test('what is asked for while a sweep runs is accepted at once', async () => {
  const asked = await sweepAlone(db(), () => grantTo(owner, 'meanwhile@example.com'));
  const done = await settled(owner, asked?.operationId ?? '');
  expect(done.doors.map((row) => row.state)).toEqual(['applied']);
});

test('a revocation cancels what was asked for the same door and not sent yet', async () => {
  const known = await grantTo(owner, 'overtaken@example.com');
  const personId = (await settled(owner, known.operationId)).people[0]?.id ?? '';
  await office.stopWorker();
  const waiting = await grantTo(owner, 'overtaken@example.com', true);
  const revoked = await revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [door.id] });
  expect((await getOperation(owner, waiting.operationId)).doors).toMatchObject([
    { action: 'change', state: 'cancelled', reason: 'overtaken' },
  ]);
  await office.startWorker();
  expect((await settled(owner, revoked.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  expect(await office.control.tryDoor(door.id, { userUuid: personId })).toMatchObject({ opens: false });
});

test('while OpenKit cannot be reached nothing is lost, and a reachable one gets it once', async () => {
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'respond', status: 429 },
    times: 2,
  });
  const { operationId } = await grantTo(owner, 'patient@example.com');
  const done = await settled(owner, operationId);
  expect(done.doors.map((row) => row.state)).toEqual(['applied']);
  expect(await office.control.outbox('patient@example.com')).toHaveLength(1);
});

const waitingJobs = async (operationId: string): Promise<number> => {
  const found = await db().execute<{ count: number }>(sql`
    select count(*) as count from jobs.job where state < 'active' and data->>'operationId' = ${operationId}`);
  return found.rows[0]?.count ?? 0;
};

/** Somebody with access to so many doors. */
async function holderOf(email: string, doorIds: string[]): Promise<string> {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Otto', lastName: 'Lang', email, phone: '' },
    doorIds,
    terms: { ...endless, start: await now() },
  });
  return (await settled(owner, operationId)).people[0]?.id ?? '';
}

test('an outage leaves a few jobs however many calls wait, and what is asked for then passes them', async () => {
  const found = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and is_activated and is_connected order by id limit 30`);
  const doorIds = found.rows.map(({ id }) => id);
  expect(doorIds).toHaveLength(30);
  const personId = await holderOf('many-doors@example.com', doorIds);
  const urgentId = await holderOf('lost-phone@example.com', [door.id]);
  await office.stopWorker();
  const { operationId } = await revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds });
  const jobs = await boss();
  const [first] = await jobs.fetch('run-revocations');
  await jobs.complete('run-revocations', first?.id ?? '');
  const lease = await takeWorkerLease(db(), () => undefined);
  const revoke = async () => ({ kind: 'not_sent', reason: 'breaker_open' }) as const;
  const tools = { ...(await toolsOf(lease.owner)), openkit: { ...openkit(), revoke } };
  const { signal } = new AbortController();
  for (let round = 0; round < 3; round += 1) {
    await runOperation(tools, operationId, signal);
    await db().execute(sql`update operation_item set due_at = now() where operation_id = ${operationId}`);
    await recoverOperations(tools);
  }
  await lease.release();
  expect(await itemStates(operationId)).toEqual(Array(30).fill('queued'));
  expect(await waitingJobs(operationId)).toBeLessThan(15);

  await db().execute(sql`update jobs.job set start_after = now() where name = 'run-revocations' and state < 'active'`);
  const urgent = await revokeAccess(nextRequest(owner), {
    intentId: randomUUID(),
    personId: urgentId,
    doorIds: [door.id],
  });
  const [next] = await jobs.fetch<{ operationId: string }>('run-revocations');
  expect(next?.data.operationId).toBe(urgent.operationId);
  await office.startWorker();
  expect((await settled(owner, urgent.operationId)).doors).toMatchObject([{ state: 'applied' }]);
  const done = await settled(owner, operationId);
  expect(new Set(done.doors.map(({ state }) => state))).toEqual(new Set(['applied']));
});

test('a job that waits serves whoever is due shortly before it, and neither those due earlier nor later', async () => {
  const operationId = randomUUID();
  const jobs = await boss();
  const wake = (waitSeconds: number) =>
    db().transaction(async (tx) => wakeOperation(jobs, tx, { operationId, lane: 'bulk' }, waitSeconds));
  const jobsAfter = async (waitSeconds: number) => {
    await wake(waitSeconds);
    return waitingJobs(operationId);
  };
  await office.stopWorker();
  expect(await jobsAfter(30)).toBe(1);
  expect(await jobsAfter(31)).toBe(1);
  expect(await jobsAfter(20)).toBe(2);
  expect(await jobsAfter(60)).toBe(3);
  expect(await jobsAfter(0)).toBe(4);
  // Whoever is due now and sees a job that nobody has taken yet holds it until what they wrote is there to be seen.
  await db().transaction(async (tx) => {
    await wakeOperation(jobs, tx, { operationId, lane: 'bulk' });
    expect(await jobs.fetch('run-bulk')).toEqual([]);
  });
  expect(await jobs.fetch('run-bulk')).toMatchObject([{ data: { operationId } }]);
  expect(await jobsAfter(0)).toBe(4);
});
