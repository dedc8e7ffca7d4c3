import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { appendAudit } from '#server/audit/append';
import { auditKeyFromSeed } from '#server/audit/key';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { appliedMigration, migrationNames } from '#server/db/migrations';
import { createDb, db } from '#server/db/pool';
import { withClient } from '#server/launcher/database';
import { appRole } from '#server/launcher/embedded-postgres/connect';
import { claimInstallation } from '#server/launcher/installation';
import { migrate } from '#server/launcher/migrate';
import { grantAccess } from '#server/services/accesses/grant-access';
import { readSettings, type Settings, settings } from '#server/settings';
import { type BackOffice, nextRequest, sessionAs, settled, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { createBlankDatabase, type TestDatabase } from '../../e2e/fixtures/database.ts';
import { runProgram } from '../../e2e/fixtures/program.ts';
import { endless } from '../../e2e/fixtures/terms.ts';
import { backUp } from './back-up.ts';
import { restore } from './restore.ts';
import { readTables } from './tables.ts';

let office: BackOffice;
let owner: Session;
const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-backup-'));
const fullBackup = path.join(folder, 'full.gz');
let doorId: string;
/** What the database held when `fullBackup` was taken. */
let source: Record<string, string>;
let sourceLog: unknown[];
const blanks: TestDatabase[] = [];

beforeAll(async () => {
  office = await startBackOffice();
  owner = await sessionAs('owner');
  const doors = await db().execute<{ id: string }>(sql`
    select id from door where kind = 'door' and is_activated and is_connected order by id limit 1`);
  doorId = doors.rows[0]?.id ?? '';
  await settled(owner, (await grantTo('before@example.com')).operationId);
  await claimInstallation(office.database.ownerUrl, settings());
  await office.stopWorker();
  await keepOddValues();
  source = await contents(office.database.ownerUrl);
  sourceLog = await logBytes(office.database.ownerUrl);
  await backUp(office.database.ownerUrl, fullBackup);
});
afterAll(async () => {
  await office.stop();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  for (const blank of blanks.splice(0)) await blank.drop();
});

const grantTo = async (email: string) =>
  grantAccess(nextRequest(owner), {
    intentId: randomUUID(),
    recipient: { kind: 'new', firstName: 'Iris', lastName: 'Lund', email, phone: '' },
    doorIds: [doorId],
    terms: { ...endless, start: await now() },
  });

/** What a careless format would bend: line breaks, quotes, JSON null beside SQL null, more digits than a double has. */
const keepOddValues = () =>
  db().execute(sql`
    insert into setting (key, value) values
      ('odd null', 'null'), ('odd "text"', to_jsonb(E'a\nb\t"c" \\ \u2028 ünï 🚪'::text)),
      ('odd number', '12345678901234567890.123456789')`);

/** A hash of every table, generated columns included. */
async function contents(url: string): Promise<Record<string, string>> {
  return withClient(url, async (client) => {
    const found: Record<string, string> = {};
    for (const { name } of await readTables(client)) {
      const { rows } = await client.query(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '') as hash from ${name} t`,
      );
      found[name] = rows[0].hash;
    }
    return found;
  });
}

const logBytes = (url: string): Promise<unknown[]> =>
  withClient(url, async (client) => (await client.query('select t::text from audit_entry t order by seq')).rows);

async function blankDatabase(): Promise<TestDatabase> {
  const blank = await createBlankDatabase();
  blanks.push(blank);
  return blank;
}

const auditKey = () => auditKeyFromSeed(settings().secrets.auditKey);
const into = (target: TestDatabase, file = fullBackup, wanted: Settings = settings()) =>
  restore(target, file, wanted, auditKey());

test('every table comes back equal, the log byte for byte, and the serving role works on', async () => {
  const target = await blankDatabase();
  const { log, tables } = await into(target);
  const restored = await contents(target.ownerUrl);
  expect(Object.keys(restored)).toEqual(
    expect.arrayContaining(['person', 'access', 'audit_entry', 'staff', 'setting']),
  );
  expect({ ...restored, sweep: '' }).toEqual({ ...source, sweep: '' });
  expect(await logBytes(target.ownerUrl)).toEqual(sourceLog);
  expect(log).toEqual({ lastSeq: sourceLog.length, strange: [] });
  expect(tables.map((table) => table.table)).toEqual(Object.keys(source));

  const serving = createDb(target.url);
  await serving.transaction((tx) =>
    appendAudit(tx, { event: 'session.end', phase: 'done', actor: { kind: 'anonymous' }, requestId: randomUUID() }),
  );
  const last = await serving.execute(sql`
    insert into access_event (at, name, cause, access_id, person_id, door_id)
    select at, name, cause, access_id, person_id, door_id from access_event limit 1
    returning id > (select max(id) from access_event) as is_next`);
  expect(last.rows).toEqual([{ is_next: true }]);
  await expect(serving.execute(sql`delete from audit_entry`)).rejects.toMatchObject({ cause: { code: '42501' } });
  await serving.$client.end();
});

test('the file is for its owner alone, and holds no session, token or secret', async () => {
  const text = gunzipSync(readFileSync(fullBackup)).toString();
  expect(statSync(fullBackup).mode & 0o777).toBe(0o600);
  const header = JSON.parse(text.split('\n')[0] ?? '');
  const names = header.tables.map((table: { name: string }) => table.name);
  expect(names).not.toContain('session');
  expect(names).not.toContain('upstream_token');
  const { secrets, openkit } = settings();
  for (const secret of [...Object.values(secrets), openkit.clientSecret].filter((one) => one !== null))
    expect(text).not.toContain(secret);
  await expect(backUp(office.database.ownerUrl, fullBackup)).rejects.toThrow('exists already');
});

test('what was carried out after the backup is found by reading back, and not sent again', async () => {
  const { operationId } = await grantTo('meanwhile@example.com');
  const file = path.join(folder, 'queued.gz');
  await backUp(office.database.ownerUrl, file);
  await office.startWorker();
  await settled(owner, operationId);
  await office.stopWorker();

  const target = await blankDatabase();
  await into(target, file);
  const worker = runProgram('server/worker/main.ts', [], { ...process.env, DATABASE_URL: target.url });
  await worker.ready;
  await withClient(target.ownerUrl, (client) =>
    vi.waitFor(
      async () => {
        const door = await client.query('select state from operation_item_door where operation_id = $1', [operationId]);
        expect(door.rows).toEqual([{ state: 'applied' }]);
        const sweep = await client.query('select state from sweep order by generation desc limit 1');
        expect(sweep.rows).toEqual([{ state: 'complete' }]);
      },
      { timeout: 20_000, interval: 50 },
    ),
  );
  worker.signal('SIGTERM');
  expect((await worker.ended).code).toBe(0);
  expect(await office.control.outbox('meanwhile@example.com')).toHaveLength(1);
});

test('a backup of an older schema is restored there and migrated on', async () => {
  const names = migrationNames();
  const older = names.at(-2);
  const old = await blankDatabase();
  await migrate(old.ownerUrl, appRole, older);
  await claimInstallation(old.ownerUrl, settings());
  const file = path.join(folder, 'older.gz');
  await backUp(old.ownerUrl, file);
  const target = await blankDatabase();
  await into(target, file);
  const schemas = [old, target].map(({ ownerUrl }) => withClient(ownerUrl, appliedMigration));
  expect(await Promise.all(schemas)).toEqual([older, names.at(-1)]);
});

test('a database that holds anything is refused and left alone', async () => {
  const before = await contents(office.database.ownerUrl);
  await expect(into(office.database)).rejects.toThrow(/^This database is not empty \(\w+ has rows\): [^\n]+\.$/);
  expect(await contents(office.database.ownerUrl)).toEqual(before);
});

test.each<[string, (lines: string[]) => string[], RegExp]>([
  ['of a newer schema', editHeader({ schema: '9999_tomorrow' }), /made by a newer Gatehouse \(schema 9999_tomorrow\)/],
  ['of a newer format', editHeader({ version: 2 }), /made by a newer Gatehouse/],
  [
    'of another account',
    editHeader({ installation: { mode: 'live', apiUrl: 'https://rest.example', clientId: 'partner-two' } }),
    /belongs to live mode at .* partner-two, but the settings are for the sandbox/,
  ],
  ['with a changed row', (lines) => lines.map((line) => line.replace('"Iris"', '"Eris"')), /damaged or cut off/],
  ['without its last line', (lines) => lines.slice(0, -1), /damaged or cut off/],
  ['of something else', () => ['{"hello":"world"}'], /is not a backup of Gatehouse/],
])('a file %s is refused and nothing is kept', async (name, change, sentence) => {
  const lines = gunzipSync(readFileSync(fullBackup)).toString().trimEnd().split('\n');
  const file = path.join(folder, `${name}.gz`);
  writeFileSync(file, gzipSync(`${change(lines).join('\n')}\n`));
  await expectRefused(file, sentence);
});

test('a file cut short, not zipped or missing is refused and nothing is kept', async () => {
  const file = path.join(folder, 'broken.gz');
  writeFileSync(file, readFileSync(fullBackup).subarray(0, -2000));
  await expectRefused(file, /damaged or cut off/);
  writeFileSync(file, 'plain text');
  await expectRefused(file, /is not a backup of Gatehouse/);
  await expectRefused(path.join(folder, 'absent.gz'), /does not exist/);
});

function editHeader(change: object) {
  return ([first = '', ...rest]: string[]) => [JSON.stringify({ ...JSON.parse(first), ...change }), ...rest];
}

async function expectRefused(file: string, sentence: RegExp): Promise<void> {
  const target = await blankDatabase();
  await expect(into(target, file)).rejects.toThrow(sentence);
  const tables = Object.values(await contents(target.ownerUrl));
  expect(tables.filter((content) => content !== '0 ')).toEqual([]);
}

test('a log that was tampered with is refused; one signed by another key is only reported', async () => {
  const file = path.join(folder, 'forged.gz');
  const forged = await blankDatabase();
  await into(forged);
  await withClient(forged.ownerUrl, (client) =>
    client.query(`
      alter table audit_entry disable trigger all;
      update audit_entry set payload = replace(payload, 'access.grant', 'access.revoke') where seq = 1;
      delete from sweep`),
  );
  await backUp(forged.ownerUrl, file);
  await expectRefused(file, /audit log in the backup is broken at row 1 \(its content was changed\)/);
  await withClient(forged.ownerUrl, (client) =>
    client.query(`
      update audit_entry set payload = replace(payload, 'access.revoke', 'access.grant') where seq = 1;
      update audit_entry set phase = 'denied', request_id = gen_random_uuid() where seq = 2`),
  );
  const otherwise = path.join(folder, 'otherwise.gz');
  await backUp(forged.ownerUrl, otherwise);
  await expectRefused(otherwise, /broken at row 2 \(what stands beside its content was changed \(phase, requestId\)\)/);

  const target = await blankDatabase();
  const stranger = auditKeyFromSeed(randomBytes(32).toString('base64'));
  const { log } = await restore(target, fullBackup, settings(), stranger);
  expect(log.strange).toEqual([{ keyId: auditKey().keyId, seq: 1 }]);
});

test('live settings never meet a backup of the sandbox', async () => {
  const live = { ...readSettings({ NODE_ENV: 'test' }), mode: 'live' as const };
  await expect(into(await blankDatabase(), fullBackup, live)).rejects.toThrow('This backup belongs to the sandbox');
});
