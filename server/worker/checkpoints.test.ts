import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { appendAudit } from '#server/audit/append';
import { type Checkpoint, checkpointSchema, isSigned } from '#server/audit/checkpoint';
import { auditKey } from '#server/audit/key';
import { readPublicKeys } from '#server/audit/public-keys';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { listFailingCheckpoints } from '#server/services/activity/checkpoint-status';
import { readMetrics } from '#server/services/metrics/read-metrics';
import { type BackOffice, sessionAs, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { startCheckpoints } from './checkpoints.ts';

let office: BackOffice;
let owner: Session;
let folder: string;
let receiver: Server;
let url: string;
/** What the receiver answers, and what it was sent. */
let status = 200;
const received: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-checkpoints-'));
  receiver = createServer(async (request, answer) => {
    const chunks = await request.toArray();
    received.push(Buffer.concat(chunks).toString());
    answer.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/checkpoints?key=hidden`;
  Object.assign(process.env, {
    AUDIT_CHECKPOINT_FILE: path.join(folder, 'worker.jsonl'),
    AUDIT_CHECKPOINT_URL: url,
  });
  office = await startBackOffice();
  owner = await sessionAs('owner');
});
afterAll(async () => {
  await office.stop();
  receiver.close();
  rmSync(folder, { recursive: true });
});

const soon = { everyMs: 20, againMs: 20, patienceMs: 2_000 };

const read = (text: string): Checkpoint => checkpointSchema.parse(JSON.parse(text));
const linesOf = (file: string): Checkpoint[] => readFileSync(file, 'utf8').trimEnd().split('\n').map(read);

const record = () =>
  db().transaction((tx) =>
    appendAudit(tx, { event: 'sync.start', phase: 'done', actor: { kind: 'anonymous' }, requestId: randomUUID() }),
  );

async function headOfLog(): Promise<{ seq: number; hash: string }> {
  const found = await db().execute<{ seq: number; hash: string }>(
    sql`select seq, hash from audit_entry order by seq desc limit 1`,
  );
  return found.rows[0] ?? { seq: 0, hash: '' };
}

test('the worker leaves a signed checkpoint in both places when it starts and when it stops', async () => {
  const file = path.join(folder, 'worker.jsonl');
  await vi.waitFor(() => expect(linesOf(file)).toHaveLength(1));
  await record();
  await office.stopWorker();
  const keys = readPublicKeys(auditKey().publicKeyPem);
  for (const checkpoints of [linesOf(file), received.map(read)]) {
    expect(checkpoints).toHaveLength(2);
    expect(checkpoints.every((checkpoint) => isSigned(checkpoint, keys))).toBe(true);
    expect(checkpoints.at(-1)).toMatchObject(await headOfLog());
  }
  expect(await listFailingCheckpoints(owner)).toEqual([]);
  const metrics = await readMetrics();
  expect(metrics).toContain('gatehouse_audit_checkpoint_failing{target="file"} 0');
  expect(metrics).toMatch(/^gatehouse_audit_checkpoint_age_seconds\{target="url"\} \d/m);
});

test('a place that does not take them is an alarm, asked again, and holds up neither work nor the other place', async () => {
  status = 503;
  const file = path.join(folder, 'second.jsonl');
  const checkpoints = startCheckpoints(db(), { file, url }, soon);
  await vi.waitFor(async () => expect(await listFailingCheckpoints(owner)).toHaveLength(1));
  const [failing] = await listFailingCheckpoints(owner);
  expect(failing).toMatchObject({ target: 'url', problem: 'HTTP 503', at: expect.any(String) });
  expect(await readMetrics()).toContain('gatehouse_audit_checkpoint_failing{target="url"} 1');
  await record();
  const head = await headOfLog();
  await vi.waitFor(() => expect(linesOf(file).at(-1)).toMatchObject(head));
  status = 200;
  await vi.waitFor(async () => expect(await listFailingCheckpoints(owner)).toEqual([]));
  expect(received.map(read).at(-1)).toMatchObject(head);
  await checkpoints.stop();
});

test('what is said of a failure names neither folder nor address', async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  const checkpoints = startCheckpoints(db(), { file: path.join(folder, 'no', 'such'), url }, soon);
  await vi.waitFor(async () =>
    expect((await listFailingCheckpoints(owner)).map(({ problem }) => problem)).toEqual(['ENOENT', 'ECONNREFUSED']),
  );
  await checkpoints.stop();
});

test('a place that is no longer configured is forgotten', async () => {
  await startCheckpoints(db(), { file: null, url: null }, soon).stop();
  expect(await listFailingCheckpoints(owner)).toEqual([]);
  expect(await readMetrics()).not.toContain('gatehouse_audit_checkpoint');
});
