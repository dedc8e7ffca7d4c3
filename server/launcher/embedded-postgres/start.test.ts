import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryDataDir } from '../../../e2e/fixtures/data-dir.ts';
import { isRunning } from '../../../e2e/fixtures/processes.ts';
import { withClient } from '../database.ts';
import { locateCluster } from './cluster.ts';
import { findPostmaster } from './postmaster.ts';
import { startEmbeddedPostgres } from './start.ts';

let dataDir: ReturnType<typeof temporaryDataDir>;

beforeEach(() => {
  dataDir = temporaryDataDir();
});

afterEach(() => dataDir.remove());

async function select(url: string, query: string): Promise<unknown[]> {
  return withClient(url, async (client) => (await client.query(query)).rows);
}

async function keepRow(ownerUrl: string): Promise<void> {
  await select(ownerUrl, 'create table kept (id int); insert into kept values (1)');
}

function postmasterPid(): number {
  const found = findPostmaster(locateCluster(dataDir.path));
  if (!found) throw new Error('no postmaster');
  return found.pid;
}

test('serves with a role that owns nothing, in UTF-8, over a socket only its user can reach', async () => {
  const { url, ownerUrl } = await startEmbeddedPostgres(dataDir.path);
  expect(
    await select(
      url,
      `select rolname, rolsuper, rolcreaterole, rolcreatedb, current_setting('fsync') as fsync,
        current_setting('listen_addresses') as tcp, (select datlocale from pg_database where datname = current_database())
        from pg_roles where rolname = current_user`,
    ),
  ).toEqual([
    {
      rolname: 'gatehouse_app',
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      fsync: 'on',
      tcp: '',
      datlocale: 'C.UTF-8',
    },
  ]);
  await expect(select(url, 'create table public.mine (id int)')).rejects.toThrow(/permission denied/);
  await select(ownerUrl, 'create extension pg_trgm');
  expect(await select(url, `select 'Жукова' % 'Жукава' as similar, lower('ÄЖ') as lower`)).toEqual([
    { similar: true, lower: 'äж' },
  ]);
});

test('stops, and starts again with what was written', async () => {
  const first = await startEmbeddedPostgres(dataDir.path);
  await keepRow(first.ownerUrl);
  const pid = postmasterPid();
  await first.stop();
  expect(isRunning(pid)).toBe(false);
  expect(await first.died).toContain('ended');
  const second = await startEmbeddedPostgres(dataDir.path);
  expect(await select(second.ownerUrl, 'select id from kept')).toEqual([{ id: 1 }]);
});

test('a database that is gone is not replaced by an empty one', async () => {
  await (await startEmbeddedPostgres(dataDir.path)).stop();
  const { data } = locateCluster(dataDir.path);
  renameSync(data, `${data}.away`);
  await expect(startEmbeddedPostgres(dataDir.path)).rejects.toThrow(`made in ${data}, which is missing: bring`);
  renameSync(`${data}.away`, data);
  await startEmbeddedPostgres(dataDir.path);
});

test('joins the living server of a launcher that was killed', async () => {
  await keepRow((await startEmbeddedPostgres(dataDir.path)).ownerUrl);
  const pid = postmasterPid();
  const joined = await startEmbeddedPostgres(dataDir.path);
  expect(postmasterPid()).toBe(pid);
  expect(await select(joined.ownerUrl, 'select id from kept')).toEqual([{ id: 1 }]);
});

test('takes over after kill -9 of the server, with every acknowledged row', async () => {
  const first = await startEmbeddedPostgres(dataDir.path);
  await keepRow(first.ownerUrl);
  process.kill(postmasterPid(), 'SIGKILL');
  const second = await startEmbeddedPostgres(dataDir.path);
  expect(await select(second.ownerUrl, 'select id from kept')).toEqual([{ id: 1 }]);
});

test('starts over a pid file whose number belongs to another program now', async () => {
  await (await startEmbeddedPostgres(dataDir.path)).stop();
  const { data } = locateCluster(dataDir.path);
  writeFileSync(path.join(data, 'postmaster.pid'), `${process.ppid}\n${data}\n1\n5432\n/tmp\n\n1 1\nready\n`);
  const { url } = await startEmbeddedPostgres(dataDir.path);
  expect(await select(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('makes the data directory again when the first attempt was interrupted', async () => {
  const { data } = locateCluster(dataDir.path);
  mkdirSync(`${data}.new`);
  writeFileSync(path.join(`${data}.new`, 'PG_VERSION'), '18\n');
  const { url } = await startEmbeddedPostgres(dataDir.path);
  expect(await select(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('refuses a data directory that is not ours, of another version, or damaged', async () => {
  const server = await startEmbeddedPostgres(dataDir.path);
  await server.stop();
  const { data } = locateCluster(dataDir.path);

  writeFileSync(path.join(data, 'PG_VERSION'), '17\n');
  await expect(startEmbeddedPostgres(dataDir.path)).rejects.toThrow(/belongs to PostgreSQL 17 .* brings 18/);
  rmSync(path.join(data, 'PG_VERSION'));
  await expect(startEmbeddedPostgres(dataDir.path)).rejects.toThrow(/is not a PostgreSQL data directory or is damaged/);
  writeFileSync(path.join(data, 'PG_VERSION'), '18\n');

  const control = path.join(data, 'global/pg_control');
  renameSync(control, `${control}.away`);
  await expect(startEmbeddedPostgres(dataDir.path)).rejects.toThrow(/does not start \(.*\); see .*postgres.log/);
  renameSync(`${control}.away`, control);

  const identity = path.join(dataDir.path, 'postgres.json');
  const original = readFileSync(identity, 'utf8');
  writeFileSync(identity, original.replace(/"ownerPassword":"./, '"ownerPassword":"~'));
  await expect(startEmbeddedPostgres(dataDir.path)).rejects.toThrow(/was not made for this DATA_DIR/);
  writeFileSync(identity, '{');
  await expect(startEmbeddedPostgres(dataDir.path)).rejects.toThrow(/is damaged/);
  writeFileSync(identity, original);
});

test('refuses a data directory another PostgreSQL is serving', async () => {
  await startEmbeddedPostgres(dataDir.path);
  const cluster = locateCluster(dataDir.path);
  const pidFile = path.join(cluster.data, 'postmaster.pid');
  const original = readFileSync(pidFile, 'utf8');
  writeFileSync(pidFile, original.replace(cluster.sockets, '/tmp/elsewhere'));
  await expect(startEmbeddedPostgres(dataDir.path)).rejects.toThrow(/Another PostgreSQL \(pid \d+\) already uses/);
  writeFileSync(pidFile, original);
});
