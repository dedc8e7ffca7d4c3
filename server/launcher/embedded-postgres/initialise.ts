import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from '../launch-error.ts';
import type { Binaries } from './binaries.ts';
import { type Cluster, makePrivateFolder, noteMade } from './cluster.ts';
import { ownerRole } from './connect.ts';
import { postgresEnv } from './postgres-env.ts';

const majorVersion = '18';

/**
 * Makes the data directory on the first start. It is built beside its place and moved there when complete, so an
 * interrupted attempt is simply made again. Throws LaunchError for a directory of another PostgreSQL version, and for
 * one that was there and is gone: an empty database must not take its place unseen.
 */
export function initialiseCluster(cluster: Cluster, binaries: Binaries): void {
  if (existsSync(cluster.data)) {
    checkVersion(cluster.data);
    noteMade(cluster);
    return;
  }
  if (cluster.wasMade) {
    throw new LaunchError(
      `The database was made in ${cluster.data}, which is missing: bring that folder back, or set DATA_DIR to an empty folder and restore a backup.`,
    );
  }
  const unfinished = `${cluster.data}.new`;
  const passwordFile = `${cluster.data}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  makePrivateFolder(unfinished, cluster.runAs);
  writeFileSync(passwordFile, cluster.passwords.owner, { mode: 0o600 });
  if (cluster.runAs) chownSync(passwordFile, cluster.runAs.uid, cluster.runAs.gid);
  try {
    runInitdb(cluster, binaries, unfinished, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, cluster.data);
  noteMade(cluster);
}

function runInitdb(cluster: Cluster, binaries: Binaries, folder: string, passwordFile: string): void {
  // macOS has no C.UTF-8 of its own; ordering comes from PostgreSQL's built-in C.UTF-8 on every platform.
  const libcLocale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const result = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${folder}`,
      `--username=${ownerRole}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      `--locale=${libcLocale}`,
    ],
    { ...cluster.runAs, cwd: '/', env: postgresEnv(), encoding: 'utf8' },
  );
  if (result.status === 0) return;
  const reason = result.error?.message ?? result.stderr.trim().split('\n').at(-1);
  throw new LaunchError(`The embedded database could not be created in ${cluster.data}: ${reason}.`);
}

function checkVersion(data: string): void {
  const file = path.join(data, 'PG_VERSION');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
  if (found === majorVersion) return;
  throw new LaunchError(
    found
      ? `${data} belongs to PostgreSQL ${found} and this Gatehouse brings ${majorVersion}: restore a backup into a new DATA_DIR.`
      : `${data} is not a PostgreSQL data directory or is damaged: restore a backup, or set DATA_DIR to another folder.`,
  );
}
