import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDb, type Db } from '#server/db/pool';
import { auditEntry } from '#server/db/schema/audit';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { type AuditInput, appendAudit } from './append.ts';
import { genesisHash } from './chain.ts';
import { type Checkpoint, signCheckpoint } from './checkpoint.ts';
import { type RowLine, rowLine } from './exported-log.ts';
import { type AuditKey, auditKeyFromSeed } from './key.ts';
import { provePage } from './prove-page.ts';
import { readPublicKeys } from './public-keys.ts';
import { readTakenOver } from './read-taken-over.ts';
import { takeOver } from './take-over.ts';
import { verifyLog } from './verify-log.ts';

let database: TestDatabase;
let db: Db;
let rows: RowLine[];
let folder: string;
const key = auditKeyFromSeed(randomBytes(32).toString('base64'));
const keys = readPublicKeys(key.publicKeyPem);
const genesis = { seq: 0, hash: genesisHash };
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

  test('that outlived its first key is proven by the second alone, once that took the first over', async () => {
    const second = auditKeyFromSeed(randomBytes(32).toString('base64'));
    await db.transaction((tx) => appendAudit(tx, entry(), second));
    const newKeys = readPublicKeys(second.publicKeyPem);
    const both = readPublicKeys(`${key.publicKeyPem}\n${second.publicKeyPem}`);
    const exported = async () => {
      const stored = await db.select().from(auditEntry).orderBy(asc(auditEntry.seq));
      const list = stored.map((row) => rowLine.parse(row));
      const takenOver = await readTakenOver(db, second);
      const start = takenOver ? [JSON.stringify({ takenOver })] : [];
      const end = JSON.stringify({ end: signCheckpoint(list.at(-1) ?? at(12), madeAt, second) });
      return [...start, ...fileOf(list, end)];
    };
    const strange = (row: number, { keyId }: AuditKey) => ({ ok: false, row, reason: expect.stringContaining(keyId) });
    expect(await verifyLog(await exported(), both)).toMatchObject(strange(13, second));
    expect(await verifyLog(await exported(), newKeys)).toMatchObject(strange(1, key));

    const [taken] = await takeOver(db, key.publicKeyPem, second, 'operator');
    expect(taken).toMatchObject({ keyId: key.keyId, seq: 12, hash: at(12).hash });
    const file = await exported();
    expect(await verifyLog(file, newKeys, [checkpointOf(4)])).toMatchObject({ ok: true, rows: 14, earlier: [taken] });
    const recorded = JSON.parse(rowLine.parse(JSON.parse(file.at(-2) ?? '')).payload ?? '');
    expect(recorded).toMatchObject({ event: 'log.take_over', details: { keyId: key.keyId, upTo: 12 } });

    const widened = file[0]?.replace('"seq":12', '"seq":15') ?? '';
    expect(await verifyLog(file.with(0, widened), newKeys)).toMatchObject({ ok: false, row: 1 });
    // Somebody with the database and the old key goes on with it.
    await db.transaction((tx) => appendAudit(tx, entry(), key));
    expect(await verifyLog(await exported(), both)).toMatchObject(strange(15, key));
  });

  test('whose key was changed twice keeps what the second one took over', async () => {
    const other = await createTestDatabase();
    const otherDb = createDb(other.url);
    const [first, second, third] = [1, 2, 3].map(() => auditKeyFromSeed(randomBytes(32).toString('base64')));
    if (!first || !second || !third) throw new Error('There are no keys.');
    const append = (one: AuditKey) => otherDb.transaction((tx) => appendAudit(tx, entry(), one));
    await append(first);
    await append(second);
    await takeOver(otherDb, first.publicKeyPem, second, 'operator');
    await append(third);
    expect(await takeOver(otherDb, third.publicKeyPem, third, 'operator')).toEqual([]);
    expect((await provePage(otherDb, third, genesis)).strange.map(({ seq }) => seq)).toEqual([1, 2]);
    await takeOver(otherDb, second.publicKeyPem, third, 'operator');
    expect(await provePage(otherDb, third, genesis)).toMatchObject({ verdict: { ok: true, lastSeq: 5 }, strange: [] });
    await otherDb.execute(sql`
      update setting set value = jsonb_set(value, '{earlier,0,seq}', '9') where key = 'audit_taken_over'`);
    expect((await provePage(otherDb, third, genesis)).strange).toHaveLength(2);
    await otherDb.$client.end();
    await other.drop();
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
