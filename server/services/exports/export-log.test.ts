import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendAudit } from '#server/audit/append';
import { signCheckpoint } from '#server/audit/checkpoint';
import { rowLine } from '#server/audit/exported-log';
import { auditKey } from '#server/audit/key';
import { readPublicKeys } from '#server/audit/public-keys';
import { readHead } from '#server/audit/read-head';
import { verifyLog } from '#server/audit/verify-log';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { type BackOffice, nextRequest, sessionAs, startBackOffice } from '../../../e2e/fixtures/back-office.ts';
import { exportLog } from './export-log.ts';
import { getExport } from './get-export.ts';

let office: BackOffice;
let owner: Session;
/** Manager and auditor of the first building alone. */
let manager: Session;
let auditor: Session;
let buildings: string[];
const persons: Record<string, string> = {};

beforeAll(async () => {
  office = await startBackOffice();
  await office.stopWorker();
  const found = await db().execute<{ id: string }>(sql`select id from building order by id limit 2`);
  buildings = found.rows.map((row) => row.id);
  owner = await sessionAs('owner');
  manager = await sessionAs('building_manager', buildings.slice(0, 1));
  auditor = await sessionAs('auditor', buildings.slice(0, 1));
  // More than one batch of the stream.
  await db().transaction((tx) =>
    appendAudit(
      tx,
      Array.from({ length: 1200 }, (_, index) => ({
        event: 'doorcode.reveal' as const,
        phase: 'done' as const,
        actor: { kind: 'staff' as const, staffId: owner.staff.id },
        object: { type: 'person' as const, id: personOf(buildings[index % 2] ?? '') },
        buildingId: buildings[index % 2],
        requestId: randomUUID(),
        personal: { name: 'Nobody Inthefile' },
      })),
    ),
  );
});
afterAll(() => office.stop());

function personOf(buildingId: string): string {
  persons[buildingId] ??= randomUUID();
  return persons[buildingId];
}

const missing = expect.objectContaining({ code: 'forbidden_or_missing' });
const keys = () => readPublicKeys(auditKey().publicKeyPem);

async function exported(session: Session): Promise<{ text: string; lines: string[]; count: number }> {
  const { id, count } = await exportLog(nextRequest(session));
  const answer = await getExport(session, { id });
  expect(answer.headers.get('content-disposition')).toMatch(/filename="gatehouse-log-\d{4}-\d\d-\d\d\.jsonl"/);
  const text = await answer.text();
  return { text, lines: text.trimEnd().split('\n'), count };
}

test('the whole log proves itself, with the record of its own export and without a name', async () => {
  const { text, lines, count } = await exported(owner);
  expect(await verifyLog(lines, keys())).toMatchObject({ ok: true, rows: count, hidden: 0 });
  expect(text).not.toContain('Inthefile');
  const last = rowLine.parse(JSON.parse(lines.at(-2) ?? ''));
  expect(JSON.parse(last.payload ?? '')).toMatchObject({
    event: 'export.create',
    actor: { staffId: owner.staff.id },
    details: { list: 'log', format: 'jsonl' },
  });
});

test('S06: scoped, it holds what happened elsewhere as bare hashes and verifies all the same', async () => {
  const [mine = '', other = ''] = buildings;
  for (const session of [manager, auditor]) {
    const { text, lines, count } = await exported(session);
    expect(await verifyLog(lines, keys())).toMatchObject({ ok: true, rows: count, hidden: expect.any(Number) });
    const payloads = lines.slice(0, -1).flatMap((line) => rowLine.parse(JSON.parse(line)).payload ?? []);
    expect(payloads.filter((payload) => payload.includes(mine))).toHaveLength(600);
    expect(text).not.toContain(other);
    expect(text).not.toContain(personOf(other));
  }
});

test('it is for the session that asked, and for who may export and read the log', async () => {
  const { id } = await exportLog(nextRequest(owner));
  await expect(getExport(manager, { id })).rejects.toEqual(missing);
  await expect(exportLog(await sessionAs('leasing_agent', buildings))).rejects.toEqual(missing);
});

test('S24: rows changed, removed or cut in the database, or told otherwise beside, are found in the next export', async () => {
  const { at, ...head } = await readHead(db());
  const checkpoint = signCheckpoint(head, at, auditKey());
  const verdict = async () => verifyLog((await exported(owner)).lines, keys(), [checkpoint]);
  expect(await verdict()).toMatchObject({ ok: true });
  // Whoever owns the tables can force it; the serving role cannot.
  const force = async (statement: string) => {
    const client = new pg.Client({ connectionString: office.database.ownerUrl });
    await client.connect();
    await client.query('alter table audit_entry disable trigger audit_entry_append_only');
    await client.query(statement);
    await client.end();
  };
  await force(`delete from audit_entry where seq >= ${head.seq}`);
  expect(await verdict()).toMatchObject({ ok: false, row: head.seq });
  await force('update audit_entry set seq = seq + 100000 where seq in (31, 32)');
  expect(await verdict()).toMatchObject({ ok: false, row: 31 });
  await force('delete from audit_entry where seq = 20');
  expect(await verdict()).toMatchObject({ ok: false, row: 20 });
  await force(`update audit_entry set payload = replace(payload, 'doorcode.reveal', 'access.revoke') where seq = 12`);
  expect(await verdict()).toMatchObject({ ok: false, row: 12 });
  await force(`update audit_personal set data = '{"name": "Somebody Else"}' where seq = 11`);
  expect(await verdict()).toMatchObject({ ok: false, row: 11, reason: expect.stringContaining('beside') });
  await force('delete from audit_personal where seq = 11');
  expect(await verdict()).toMatchObject({ ok: false, row: 12 });
  // Moved out of the sight of whoever is to look at that building alone.
  const { rows } = await db().execute<{ seq: number }>(
    sql`select max(seq) as seq from audit_entry where building_id = ${buildings[0]} and seq < 11`,
  );
  const moved = rows[0]?.seq;
  await force(`update audit_entry set building_id = '${buildings[1]}', event = 'access.revoke' where seq = ${moved}`);
  const told = { ok: false, row: moved, reason: 'what stands beside its content was changed (event, buildingId)' };
  expect(await verdict()).toEqual(told);
  expect(await verifyLog((await exported(auditor)).lines, keys())).toEqual(told);
});
