import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { appendAudit } from '#server/audit/append';
import { auditKeyFromSeed } from '#server/audit/key';
import { createDb } from '#server/db/pool';
import { withClient } from '#server/launcher/database';
import { locateCluster } from '#server/launcher/embedded-postgres/cluster';
import { appRole } from '#server/launcher/embedded-postgres/connect';
import { findPostmaster } from '#server/launcher/embedded-postgres/postmaster';
import { claimInstallation } from '#server/launcher/installation';
import { migrate } from '#server/launcher/migrate';
import { readSettings, type Settings } from '#server/settings';
import { temporaryDataDir } from '../../e2e/fixtures/data-dir.ts';
import { createBlankDatabase, createTestDatabase } from '../../e2e/fixtures/database.ts';
import { runProgram } from '../../e2e/fixtures/program.ts';
import { withOwnDatabase } from './open-database.ts';

const [first, second] = [temporaryDataDir(), temporaryDataDir()];
const external = await createBlankDatabase();

afterAll(async () => {
  await first.remove();
  await second.remove();
  await external.drop();
});

const settingsOf = (dataDir: string): Settings => readSettings({ NODE_ENV: 'test', DATA_DIR: dataDir });

/** What `npm run backup`, `npm run restore` or `npm run audit:take-over` says and its exit code. */
const run = (command: 'back-up' | 'restore' | 'take-over', args: string[], env: Record<string, string>) =>
  runProgram(`server/backup/${command}-main.ts`, args, env).ended;

const names = (ownerUrl: string): Promise<unknown[]> =>
  withClient(ownerUrl, async (client) => (await client.query('select name from portfolio order by name')).rows);

const addPortfolio = (ownerUrl: string, name: string): Promise<unknown> =>
  withClient(ownerUrl, (client) =>
    client.query('insert into portfolio (id, name) values (gen_random_uuid(), $1)', [name]),
  );

const isServed = (dataDir: string): boolean => findPostmaster(locateCluster(dataDir)) !== null;

test('embedded, running or stopped, to embedded and on to DATABASE_URL', async () => {
  const whileRunning = path.join(first.path, 'running.gz');
  const whenStopped = path.join(first.path, 'stopped.gz');
  const env = { DATA_DIR: first.path };
  await withOwnDatabase(settingsOf(first.path), async ({ ownerUrl }) => {
    await migrate(ownerUrl, appRole);
    await claimInstallation(ownerUrl, settingsOf(first.path));
    await addPortfolio(ownerUrl, 'One');
    expect(await run('back-up', [whileRunning], env)).toMatchObject({ code: 0 });
    expect(await names(ownerUrl)).toEqual([{ name: 'One' }]);
    const refused = await run('restore', [whileRunning], env);
    expect(refused).toMatchObject({ code: 1, output: expect.stringMatching(/^Gatehouse already runs on [^\n]+\.\n$/) });
    await addPortfolio(ownerUrl, 'Two');
  });
  expect(await run('back-up', [whenStopped], env)).toMatchObject({ code: 0 });
  expect(isServed(first.path)).toBe(false);

  const restored = await run('restore', [whenStopped], { DATA_DIR: second.path });
  expect(restored).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^Restored \d+ rows of \d+ tables; [^\n]+\n$/),
  });
  expect(isServed(second.path)).toBe(false);
  await withOwnDatabase(settingsOf(second.path), async ({ ownerUrl }) => {
    expect(await names(ownerUrl)).toEqual([{ name: 'One' }, { name: 'Two' }]);
  });

  const urls = { DATABASE_URL: external.url, DATABASE_OWNER_URL: external.ownerUrl, DATA_DIR: second.path };
  expect(await run('restore', [whileRunning], urls)).toMatchObject({ code: 0 });
  expect(await names(external.ownerUrl)).toEqual([{ name: 'One' }]);
  const again = path.join(first.path, 'again.gz');
  expect(await run('back-up', [again], urls)).toMatchObject({ code: 0 });
}, 120_000);

test('what an earlier key signed is taken over, by the name of whoever ran it', async () => {
  const database = await createTestDatabase();
  const db = createDb(database.url);
  const earlier = auditKeyFromSeed(randomBytes(32).toString('base64'));
  const input = { event: 'setting.change', phase: 'done', actor: { kind: 'system', name: 'test' } } as const;
  await db.transaction((tx) => appendAudit(tx, { ...input, requestId: crypto.randomUUID() }, earlier));
  mkdirSync(first.path, { recursive: true });
  const file = path.join(first.path, 'earlier.pem');
  writeFileSync(file, earlier.publicKeyPem);
  const env = { DATABASE_URL: database.url, DATA_DIR: first.path };
  expect(await run('take-over', [file], env)).toMatchObject({
    code: 1,
    output: expect.stringMatching(/^AUDIT_KEY is/),
  });
  const ended = await run('take-over', [file], { ...env, AUDIT_KEY: randomBytes(32).toString('base64') });
  expect(ended).toMatchObject({ code: 0, output: expect.stringMatching(/^Taken over: [0-9a-f]{16} up to entry 1\./) });
  const { rows } = await db.execute(sql`
    select event, data from audit_entry join audit_personal using (seq) where key_id <> ${earlier.keyId}`);
  expect(rows).toEqual([{ event: 'log.take_over', data: { name: userInfo().username } }]);
  await db.$client.end();
  await database.drop();
});

test('what an operator can mend is said in one sentence', async () => {
  const empty = temporaryDataDir();
  const absent = path.join(empty.path, randomBytes(4).toString('hex'));
  const file = path.join(empty.path, 'file.gz');
  const sentences = await Promise.all([
    run('back-up', [file], { DATA_DIR: absent }),
    run('back-up', [], { DATA_DIR: absent }),
    run('restore', ['one', 'two'], { DATA_DIR: absent }),
    run('back-up', [file], { OPENKIT_CLIENT_ID: 'half' }),
    run('take-over', [path.join(empty.path, 'gone.pem')], { DATABASE_URL: external.url }),
  ]);
  for (const { code, output } of sentences) {
    expect(code).toBe(1);
    expect(output).toMatch(/^[^\n]+\n$/);
  }
  expect(sentences.map(({ output }) => output).join()).toMatch(
    /holds no database.*backup -- FILE.*restore -- FILE.*gone\.pem cannot be read/s,
  );
  await empty.remove();
});
