import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { messageFor } from '#lib/messages/message-for';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { GET as healthz } from '../../app/healthz/route.ts';
import { type BackOffice, nextRequest, sessionAs, settled, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { letLogBeWritten } from '../../e2e/fixtures/let-log-be-written.ts';
import { endless } from '../../e2e/fixtures/terms.ts';
import { grantAccess } from './accesses/grant-access.ts';
import { revokeAccess } from './accesses/revoke-access.ts';
import { revealDoorcodes } from './doorcodes/reveal-doorcodes.ts';
import { exportList } from './exports/export-list.ts';
import { readMetrics } from './metrics/read-metrics.ts';

let office: BackOffice;
let owner: Session;
let doorId: string;
let personId: string;

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const doors = await db().execute<{ id: string }>(
    sql`select id from door where kind = 'door' and is_activated order by id limit 1`,
  );
  doorId = doors.rows[0]?.id ?? '';
  const { people } = await settled(owner, await grant());
  personId = people[0]?.id ?? '';
});
afterAll(() => office.stop());

async function grant(): Promise<string> {
  const email = `${randomUUID()}@example.com`;
  const { operationId } = await grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Uma', lastName: 'Unlogged', email, phone: '' },
    doorIds: [doorId],
    terms: { ...endless, start: await now(), notify: false },
  });
  return operationId;
}

const openJobs = async (): Promise<number> => {
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from jobs.job where name like 'run-%' and state < 'completed'`,
  );
  return found.rows[0]?.count ?? 0;
};

test('S23: while the log cannot be written nothing is sent and nothing shown, and it is said; then all goes on', async () => {
  await office.stopWorker();
  const waiting = await grant();
  await letLogBeWritten(office.database, false);
  const before = (await office.control.journal()).at(-1)?.seq ?? 0;
  const refused = { code: 'unavailable', params: { reason: 'log_unwritable' } };
  await expect(grant()).rejects.toMatchObject(refused);
  await expect(
    revokeAccess(nextRequest(owner), { intentId: randomUUID(), personId, doorIds: [doorId] }),
  ).rejects.toMatchObject(refused);
  await expect(revealDoorcodes(nextRequest(owner), { personId, doorIds: [doorId] })).rejects.toMatchObject(refused);
  await expect(
    exportList(nextRequest(owner), {
      selection: { kind: 'filter', list: 'people', search: '', excludedIds: [] },
      columns: ['name'],
    }),
  ).rejects.toMatchObject(refused);
  expect(messageFor({ code: 'unavailable', params: refused.params }).title).toBe('The audit log cannot be written.');
  expect((await healthz()).status).toBe(503);
  expect(await readMetrics()).toContain('gatehouse_healthy 0');

  // What was accepted before is taken up and left alone.
  await office.startWorker();
  await vi.waitFor(async () => expect(await openJobs()).toBe(0), { timeout: 20_000, interval: 30 });
  const items = await db().execute<{ state: string }>(
    sql`select state from operation_item where operation_id = ${waiting}`,
  );
  expect(items.rows).toEqual([{ state: 'queued' }]);
  const since = (await office.control.journal()).filter(({ seq }) => seq > before);
  expect(since.filter(({ method, path }) => method !== 'GET' || path.includes(personId))).toEqual([]);

  await letLogBeWritten(office.database, true);
  expect((await healthz()).status).toBe(200);
  await office.stopWorker();
  await office.startWorker();
  await settled(owner, waiting);
  const sent = (await office.control.journal()).filter(({ method }) => method === 'POST').at(-1);
  expect(sent?.applied).toContainEqual(expect.objectContaining({ what: 'access.created', doorUuid: doorId }));
  expect(await revealDoorcodes(nextRequest(owner), { personId, doorIds: [doorId] })).not.toEqual([]);
});
