import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDb, type Db } from '#server/db/pool';
import { auditEntry } from '#server/db/schema/audit';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { type AuditInput, appendAudit } from './append.ts';
import { type Checkpoint, signCheckpoint } from './checkpoint.ts';
import { type RowLine, rowLine } from './exported-log.ts';
import { auditKeyFromSeed } from './key.ts';
import { readPublicKeys } from './public-keys.ts';
import { verifyLog } from './verify-log.ts';

let database: TestDatabase;
let db: Db;
let rows: RowLine[];
let folder: string;
const key = auditKeyFromSeed(randomBytes(32).toString('base64'));
const keys = readPublicKeys(key.publicKeyPem);
const madeAt = '2026-11-25T12:00:00.000Z';

const entry = (): AuditInput => ({
  event: 'doorcode.reveal',
  phase: 'done',
  actor: { kind: 'staff', staffId: randomUUID() },
  object: { type: 'person', id: randomUUID() },
  requestId: randomUUID(),
});

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-verify-'));
  database = await createTestDatabase();
  db = createDb(database.url);
  await db.transaction((tx) => appendAudit(tx, Array.from({ length: 12 }, entry), key));
  const stored = await db.select().from(auditEntry).orderBy(asc(auditEntry.seq));
  rows = stored.map((row) => rowLine.parse(row));
});
afterAll(async () => {
  await db.$client.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const at = (seq: number): RowLine => {
  const row = rows[seq - 1];
  if (!row) throw new Error(`There is no row ${seq}.`);
  return row;
};
const checkpointOf = (seq: number, time = '2026-11-25T11:00:00.000Z'): Checkpoint => signCheckpoint(at(seq), time, key);
const endOf = (list: RowLine[]) => JSON.stringify({ end: signCheckpoint(list.at(-1) ?? at(12), madeAt, key) });
const fileOf = (list: RowLine[], end = endOf(list)): string[] => [...list.map((row) => JSON.stringify(row)), end];
const swapped = (): RowLine[] => [...rows.slice(0, 4), at(6), at(5), ...rows.slice(6)];
const changed = (row: RowLine): RowLine => ({ ...row, payload: row.payload?.replace('reveal', 'forget') ?? null });
const without = (seq: number): RowLine[] => rows.filter((row) => row.seq !== seq);
const invented = (): RowLine => ({ ...at(7), seq: 8, prevHash: at(7).hash });

describe('S24: an exported log', () => {
  test('as it was written is proven, with checkpoints before and after it', async () => {
    const checkpoints = [checkpointOf(3), checkpointOf(12), { ...checkpointOf(12, '2026-11-26T00:00:00.000Z') }];
    expect(await verifyLog(fileOf(rows), keys, checkpoints)).toMatchObject({ ok: true, rows: 12, madeAt, newer: 0 });
    const foreign = rows.map((row) => (row.seq % 3 === 0 ? { ...row, payload: null } : row));
    expect(await verifyLog(fileOf(foreign), keys)).toMatchObject({ ok: true, hidden: 4 });
  });

  test.each<[string, () => string[], number, RegExp]>([
    ['a byte of a content', () => fileOf(rows.with(6, changed(at(7)))), 7, /content was changed/],
    ['a hash', () => fileOf(rows.with(6, { ...at(7), hash: at(8).hash })), 7, /hash was changed/],
    ['a signature', () => fileOf(rows.with(6, { ...at(7), signature: at(8).signature })), 7, /signature/],
    ['a row deleted', () => fileOf(without(9)), 9, /missing/],
    ['the first row deleted', () => fileOf(without(1)), 1, /missing/],
    ['two rows swapped', () => fileOf(swapped()), 5, /missing/],
    ['a row invented', () => fileOf([...rows.slice(0, 7), invented(), ...rows.slice(7)]), 8, /hash was changed/],
    ['a row twice', () => fileOf([...rows.slice(0, 7), at(7), ...rows.slice(7)]), 8, /missing/],
    ['the tail cut off the file', () => fileOf(rows).slice(0, 10), 11, /no end/],
    ['the file cut in a row', () => [...fileOf(rows).slice(0, 3), '{"seq":4,"prev'], 4, /cannot be read/],
    ['rows before the end cut', () => fileOf(rows.slice(0, 9), endOf(rows)), 10, /the log had 12 rows/],
    ['a row after the end', () => [...fileOf(rows), JSON.stringify(at(1))], 13, /follows the end/],
    [
      'an end of somebody else',
      () => fileOf(rows, JSON.stringify({ end: { ...checkpointOf(12), at: madeAt } })),
      12,
      /end/,
    ],
  ])('with %s is refused at the first bad row', async (_, file, row, reason) => {
    expect(await verifyLog(file(), keys)).toMatchObject({ ok: false, row, reason: expect.stringMatching(reason) });
  });

  test('whose tail was cut in the database is caught by a checkpoint alone', async () => {
    const cut = fileOf(rows.slice(0, 9));
    expect(await verifyLog(cut, keys)).toMatchObject({ ok: true, rows: 9 });
    const verdict = await verifyLog(cut, keys, [checkpointOf(4), checkpointOf(11)]);
    expect(verdict).toEqual({
      ok: false,
      row: 10,
      reason: 'it is missing: at 2026-11-25T11:00:00.000Z the log had 11 rows',
    });
  });

  test('written anew by somebody with the key is caught by a checkpoint', async () => {
    const other = await createTestDatabase();
    const otherDb = createDb(other.url);
    await otherDb.transaction((tx) => appendAudit(tx, Array.from({ length: 12 }, entry), key));
    const stored = await otherDb.select().from(auditEntry).orderBy(asc(auditEntry.seq));
    await otherDb.$client.end();
    await other.drop();
    const file = fileOf(stored.map((row) => rowLine.parse(row)));
    expect(await verifyLog(file, keys)).toMatchObject({ ok: true });
    expect(await verifyLog(file, keys, [checkpointOf(4)])).toMatchObject({ ok: false, row: 4 });
  });

  test('is not proven by another key, nor by a checkpoint that nobody signed', async () => {
    const stranger = readPublicKeys(auditKeyFromSeed(randomBytes(32).toString('base64')).publicKeyPem);
    expect(await verifyLog(fileOf(rows), stranger)).toMatchObject({ ok: false, row: 1 });
    const forged = { ...checkpointOf(12), seq: 11 };
    expect(await verifyLog(fileOf(rows), keys, [forged])).toMatchObject({ ok: false, row: 11 });
  });

  test('that outlived its first key is proven by both', async () => {
    const second = auditKeyFromSeed(randomBytes(32).toString('base64'));
    await db.transaction((tx) => appendAudit(tx, entry(), second));
    const stored = await db.select().from(auditEntry).orderBy(asc(auditEntry.seq));
    const file = fileOf(stored.map((row) => rowLine.parse(row)));
    const both = readPublicKeys(`${key.publicKeyPem}\n${second.publicKeyPem}`);
    expect(await verifyLog(file, both)).toMatchObject({ ok: true, rows: 13 });
    expect(await verifyLog(file, keys)).toMatchObject({
      ok: false,
      row: 13,
      reason: expect.stringContaining(second.keyId),
    });
  });
});

describe('npm run audit:verify', () => {
  const write = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  /** With nothing of ours in its environment: no database, no settings. */
  const run = (...args: string[]) =>
    new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
      const program = path.join(import.meta.dirname, 'verify-main.ts');
      const child = execFile(
        process.execPath,
        [program, ...args],
        { env: { NODE_ENV: 'test' } },
        (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
      );
    });

  test('proves a file, names the first bad row, and says what it cannot use', async () => {
    const pem = write('key.pem', key.publicKeyPem);
    const good = write('good.jsonl', `${fileOf(rows).join('\n')}\n`);
    const flipped = write('bad.jsonl', `${fileOf(rows.with(6, changed(at(7)))).join('\n')}\n`);
    const shorter = write('short.jsonl', `${fileOf(rows.slice(0, 9)).join('\n')}\n`);
    const checkpoints = write('checkpoints', [4, 11].map((seq) => `${JSON.stringify(checkpointOf(seq))}\n`).join(''));
    expect(await run(good, pem, checkpoints)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^All 12 rows .*\n2 checkpoints agree, the last of row 11 at /),
    });
    expect(await run(good, pem)).toMatchObject({ code: 0, stdout: expect.stringContaining('Without checkpoints') });
    expect(await run(flipped, pem)).toMatchObject({ code: 1, stdout: 'Row 7 is bad: its content was changed.\n' });
    expect(await run(shorter, pem, checkpoints)).toMatchObject({ code: 1, stdout: expect.stringMatching(/^Row 10 /) });
    expect(await run(good)).toMatchObject({ code: 2, stderr: expect.stringContaining('FILE KEY [CHECKPOINT]') });
    expect(await run(good, good)).toMatchObject({ code: 2, stderr: expect.stringContaining('no public key') });
    expect(await run(good, pem, good)).toMatchObject({ code: 2, stderr: expect.stringContaining('Line 1 of') });
    expect(await run(path.join(folder, 'gone'), pem)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('gone'),
    });
  });
});
