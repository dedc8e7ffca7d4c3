import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { asc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDb, type Db } from '#server/db/pool';
import { auditEntry, auditPersonal } from '#server/db/schema/audit';
import { createTestDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { type AuditInput, appendAudit } from './append.ts';
import { commit, saltDigits } from './chain.ts';
import { auditKeyFromSeed } from './key.ts';
import { type ChainRow, verifyChain } from './verify.ts';

let database: TestDatabase;
let db: Db;
const key = auditKeyFromSeed(randomBytes(32).toString('base64'));

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url);
});
afterAll(async () => {
  await db.$client.end();
  await database.drop();
});

const entry = (change: Partial<AuditInput> = {}): AuditInput => ({
  event: 'doorcode.reveal',
  phase: 'done',
  actor: { kind: 'staff', staffId: randomUUID() },
  object: { type: 'person', id: randomUUID() },
  requestId: randomUUID(),
  details: { doorIds: [randomUUID()], nested: { b: 1, a: null } },
  ...change,
});

const append = (inputs: AuditInput | AuditInput[]) => db.transaction((tx) => appendAudit(tx, inputs, key));
const readChain = (): Promise<ChainRow[]> => db.select().from(auditEntry).orderBy(asc(auditEntry.seq));

test('rows written at once from many sides form one chain without a gap that anyone can verify', async () => {
  const some = (count: number) => Array.from({ length: count }, () => entry());
  await Promise.all(Array.from({ length: 40 }, (_, at) => append(at % 2 ? entry() : some(at === 0 ? 300 : 2))));
  const rows = await readChain();
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  expect(verifyChain(rows, key.publicKeyPem)).toMatchObject({ ok: true, lastSeq: 358 });
});

test('two processes that append 2,000 entries at once leave no gap and no fork', { timeout: 60_000 }, async () => {
  const other = await createTestDatabase();
  const seed = randomBytes(32).toString('base64');
  const append = promisify(execFile);
  const program = fileURLToPath(new URL('../../e2e/fixtures/append-entries.ts', import.meta.url));
  const args = ['--conditions=react-server', program, '1000'];
  const env = { ...process.env, DATABASE_URL: other.url, AUDIT_KEY: seed };
  await Promise.all([append(process.execPath, args, { env }), append(process.execPath, args, { env })]);
  const otherDb = createDb(other.url);
  const rows = await otherDb.select().from(auditEntry).orderBy(asc(auditEntry.seq));
  await otherDb.$client.end();
  await other.drop();
  expect(verifyChain(rows, auditKeyFromSeed(seed).publicKeyPem)).toMatchObject({ ok: true, lastSeq: 2000 });
  expect(new Set(rows.map((row) => row.prevHash)).size).toBe(2000);
});

test('S24: a changed, missing, reordered or foreign row is named, the first bad one', async () => {
  const rows = await readChain();
  const changed = rows.map((row) => (row.seq === 7 ? { ...row, payload: `${row.payload} ` } : row));
  expect(verifyChain(changed, key.publicKeyPem)).toMatchObject({ ok: false, seq: 7 });
  expect(
    verifyChain(
      rows.filter((row) => row.seq !== 9),
      key.publicKeyPem,
    ),
  ).toMatchObject({ ok: false, seq: 9 });
  const swapped = [...rows.slice(0, 3), ...rows.slice(4, 5), ...rows.slice(3, 4), ...rows.slice(5)];
  expect(verifyChain(swapped, key.publicKeyPem)).toMatchObject({ ok: false, seq: 4 });
  const stranger = auditKeyFromSeed(randomBytes(32).toString('base64'));
  expect(verifyChain(rows, stranger.publicKeyPem)).toMatchObject({ ok: false, seq: 1 });
});

test('a scoped export without foreign payloads still verifies', async () => {
  const rows = (await readChain()).map((row) => (row.seq % 3 === 0 ? { ...row, payload: null } : row));
  expect(verifyChain(rows, key.publicKeyPem)).toMatchObject({ ok: true });
});

test('personal data stands beside the chain and is bound to it by a salted hash', async () => {
  await append(entry({ personal: { name: 'Maya Okafor', email: 'maya@example.com' } }));
  const row = (await readChain()).at(-1);
  expect(row?.payload).not.toContain('Maya');
  const [beside] = await db.select().from(auditPersonal).where(sql`seq = ${row?.seq}`);
  const salt = beside?.salt.slice(0, saltDigits) ?? '';
  expect(JSON.parse(row?.payload ?? '{}').commitment).toBe(commit(salt, beside?.data ?? {}));
});

test('the serving role can neither change nor remove what was written, and the owner only by force', async () => {
  for (const statement of [
    sql`update audit_entry set event = 'access.grant'`,
    sql`delete from audit_entry`,
    sql`truncate audit_entry`,
    sql`update audit_personal set data = '{}'`,
    sql`update access_event set cause = 'drift'`,
  ]) {
    await expect(db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
  }
  const ownerDb = createDb(database.ownerUrl);
  await expect(ownerDb.execute(sql`delete from audit_entry`)).rejects.toThrow();
  await ownerDb.$client.end();
});

test('a transaction that fails leaves no row and no gap', async () => {
  const before = (await readChain()).length;
  await expect(
    db.transaction(async (tx) => {
      await appendAudit(tx, entry(), key);
      throw new Error('the act failed');
    }),
  ).rejects.toThrow('the act failed');
  await append(entry());
  const rows = await readChain();
  expect(rows).toHaveLength(before + 1);
  expect(verifyChain(rows, key.publicKeyPem)).toMatchObject({ ok: true });
});
