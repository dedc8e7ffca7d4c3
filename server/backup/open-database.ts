import { existsSync } from 'node:fs';
import path from 'node:path';
import { lockDataDir } from '#server/launcher/data-dir-lock';
import { type Database, openDatabase } from '#server/launcher/database';
import { locateCluster } from '#server/launcher/embedded-postgres/cluster';
import { appRole, clusterUrl, ownerRole } from '#server/launcher/embedded-postgres/connect';
import { findPostmaster } from '#server/launcher/embedded-postgres/postmaster';
import { LaunchError } from '#server/launcher/launch-error';
import type { Settings } from '#server/settings';

type Addresses = Pick<Database, 'ownerUrl' | 'url'>;

/**
 * Runs `work` on the database of this installation, whether Gatehouse runs or not: on DATABASE_URL, or on the embedded
 * PostgreSQL, which is joined where a launcher keeps it and otherwise started for as long as `work` takes.
 * Throws LaunchError where there is none.
 */
export async function withExistingDatabase<T>(settings: Settings, work: (at: Addresses) => Promise<T>): Promise<T> {
  if (!settings.databaseUrl && !existsSync(path.join(settings.dataDir, 'postgres.json'))) {
    throw new LaunchError(`${path.resolve(settings.dataDir)} holds no database: set DATA_DIR or DATABASE_URL.`);
  }
  const running = settings.databaseUrl ? null : findRunning(settings.dataDir);
  return running ? work(running) : withOwnDatabase(settings, work);
}

/**
 * Runs `work` on the database of this installation while nothing else of it runs; an embedded one is made if need be.
 */
export async function withOwnDatabase<T>(settings: Settings, work: (at: Addresses) => Promise<T>): Promise<T> {
  const dataDir = path.resolve(settings.dataDir);
  const lock = settings.databaseUrl ? null : lockDataDir(dataDir, settings.web.port);
  try {
    const database = await openDatabase({ ...settings, dataDir });
    try {
      return await work(database);
    } finally {
      await database.stop();
    }
  } finally {
    lock?.release();
  }
}

function findRunning(dataDir: string): Addresses | null {
  const cluster = locateCluster(dataDir);
  if (!findPostmaster(cluster)) return null;
  return { ownerUrl: clusterUrl(cluster, ownerRole), url: clusterUrl(cluster, appRole) };
}
