import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { grantAccess } from '#server/services/accesses/grant-access';
import { type BackOffice, nextRequest, sessionAs, settled, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { expectOracle } from '../../e2e/fixtures/oracle.ts';
import { type RunningProgram, runProgram } from '../../e2e/fixtures/program.ts';
import { endless } from '../../e2e/fixtures/terms.ts';
import { startWorker } from './start-worker.ts';

let office: BackOffice;
let owner: Session;
let doorId: string;

beforeAll(async () => {
  office = await startBackOffice();
  await office.stopWorker();
  owner = await sessionAs('owner');
  const found = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and is_activated and is_connected and accessibility = 'communal'
    order by id limit 1`);
  doorId = found.rows[0]?.id ?? '';
});
afterAll(async () => {
  await expectOracle(office);
  await office.stop();
});

async function grantTo(email: string): Promise<string> {
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Iris', lastName: 'Lund', email, phone: '' },
    doorIds: [doorId],
    terms: { ...endless, start: await now() },
  });
  return operationId;
}

async function states(): Promise<string[]> {
  const { rows } = await db().execute<{ state: string }>(sql`select state from operation_item`);
  return rows.map((row) => row.state);
}

const untilSending = () =>
  vi.waitFor(async () => expect(await states()).toContain('sending'), { timeout: 20_000, interval: 10 });

async function startProcess(): Promise<RunningProgram> {
  const worker = runProgram('server/worker/main.ts', [], { ...process.env });
  await worker.ready;
  return worker;
}

async function expectOnceEach(emails: string[], operationIds: string[]): Promise<void> {
  for (const id of operationIds) {
    expect((await settled(owner, id)).doors.map((door) => door.state)).toEqual(['applied']);
  }
  for (const email of emails) expect(await office.control.outbox(email)).toHaveLength(1);
}

test('SIGTERM in the middle: calls under way are finished, the rest stays queued and is done once by the next worker', async () => {
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'delay', afterMs: 1000 },
  });
  const emails = Array.from({ length: 12 }, (_, index) => `term-${index}@example.com`);
  const operationIds = await Promise.all(emails.map(grantTo));
  const first = await startProcess();
  await untilSending();
  first.signal('SIGTERM');
  expect(await first.ended).toMatchObject({ code: 0 });
  const left = await states();
  expect(left).toContain('queued');
  expect(left).toContain('settled');
  expect(new Set(left)).toEqual(new Set(['queued', 'settled']));

  await office.control.clearFaults();
  const second = await startProcess();
  await expectOnceEach(emails, operationIds);
  second.signal('SIGTERM');
  expect(await second.ended).toMatchObject({ code: 0 });
});

test('a call that does not end in time is left to a read-back, not in `sending`', async () => {
  await office.control.addFault({
    match: { method: 'POST', path: '/v2/users' },
    effect: { type: 'hang', afterCommit: true },
    times: 1,
  });
  const worker = await startWorker({ afterSweep: async () => undefined, patienceMs: 1 });
  const operationId = await grantTo('hanging@example.com');
  await vi.waitFor(async () => expect(await office.control.user('hanging@example.com')).not.toBeNull(), {
    timeout: 20_000,
    interval: 20,
  });
  await worker.stop();
  expect(new Set(await states())).toEqual(new Set(['settled', 'unknown']));
  await office.startWorker();
  await expectOnceEach(['hanging@example.com'], [operationId]);
});
