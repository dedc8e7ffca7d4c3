import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { LaunchError } from '../launch-error.ts';
import { lastLine, openLog } from '../log-file.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { type Cluster, locateCluster } from './cluster.ts';
import { appRole, clusterUrl, connect, ownerRole } from './connect.ts';
import { initialiseCluster } from './initialise.ts';
import { postgresEnv } from './postgres-env.ts';
import { disownStalePidFiles, findPostmaster, postmasterDeath, stopPostmaster } from './postmaster.ts';
import { provision } from './provision.ts';
import { prepareSocketFolder } from './sockets.ts';

/** A running embedded PostgreSQL with the empty or filled database `gatehouse`. */
export type EmbeddedPostgres = {
  /** The role that migrates. */
  ownerUrl: string;
  /** The role that serves; `appRole` is its name. */
  url: string;
  /** The folder with everything that is kept; tests remove it. */
  home: string;
  /** Resolves, to one sentence, when the server ended without being asked. */
  died: Promise<string>;
  /** Disconnects everybody, writes everything, ends the server. */
  stop(): Promise<void>;
};

const startTimeoutMs = 120_000;

/** An eighth of the machine, a gigabyte at most: lists keep their indexes in it. */
const memoryMb = Math.min(os.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 20;
const sharedBuffersMb = Math.min(1024, Math.max(128, Math.floor(memoryMb / 8)));

const defaults: Record<string, string> = {
  listen_addresses: '',
  max_connections: '60',
  shared_buffers: `${sharedBuffersMb}MB`,
  fsync: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log must not hold people's data: no statements, no parameters, no DETAIL lines.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/**
 * Starts, or joins if it still runs, the PostgreSQL whose data belongs to `dataDir`. The server outlives this process
 * unless `stop` is called. `settings` override postgresql.conf (tests). Only one launcher may do this at a time: hold
 * the lock of DATA_DIR. Throws LaunchError with one sentence when the data is foreign, damaged or cannot be served.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const cluster = locateCluster(dataDir);
  const binaries = findBinaries(cluster);
  initialiseCluster(cluster, binaries);
  prepareSocketFolder(cluster);
  if (!joinRunning(cluster)) await startServer(cluster, binaries, { ...defaults, ...settings });
  await provision(cluster);
  return {
    ownerUrl: clusterUrl(cluster, ownerRole),
    url: clusterUrl(cluster, appRole),
    home: cluster.home,
    died: postmasterDeath(cluster).then(
      () => `The embedded PostgreSQL was ended from outside; see ${cluster.logFile}.`,
    ),
    stop: () => stopPostmaster(cluster),
  };
}

function joinRunning(cluster: Cluster): boolean {
  const running = findPostmaster(cluster);
  if (!running) return false;
  if (running.sockets === cluster.sockets) return true;
  throw new LaunchError(
    `Another PostgreSQL (pid ${running.pid}) already uses ${cluster.data}: stop it, or set DATA_DIR to another folder.`,
  );
}

async function startServer(cluster: Cluster, binaries: Binaries, settings: Record<string, string>): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  disownStalePidFiles(cluster);
  for (;;) {
    const hasExited = spawnServer(cluster, binaries, settings);
    const outcome = await waitUntilReady(cluster, hasExited, deadline).catch(async (error: unknown) => {
      await stopPostmaster(cluster);
      throw error;
    });
    if (outcome === 'ready') return;
    const reason = refusalReason(cluster.logFile);
    // After a kill -9 the old server's children need a moment to notice and let go of its memory.
    const isTransient = /pre-existing shared memory block|lock file .* already exists/.test(reason);
    if (!isTransient || Date.now() > deadline) {
      throw new LaunchError(
        `The embedded database in ${cluster.data} does not start (${reason}); see ${cluster.logFile}.`,
      );
    }
    await delay(200);
  }
}

function spawnServer(cluster: Cluster, binaries: Binaries, settings: Record<string, string>): () => boolean {
  const log = openLog(cluster.logFile);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(binaries.postgres, ['-D', cluster.data, '-k', cluster.sockets, ...flags], {
    ...cluster.runAs,
    cwd: '/',
    env: postgresEnv(),
    stdio: ['ignore', log, log],
    // Its own process group: a Ctrl-C in the terminal must reach us alone, the database stops last.
    detached: true,
  });
  closeSync(log);
  server.unref();
  let exited = false;
  server.once('exit', () => {
    exited = true;
  });
  server.once('error', () => {
    exited = true;
  });
  return () => exited;
}

async function waitUntilReady(cluster: Cluster, hasExited: () => boolean, deadline: number): Promise<'ready' | 'gone'> {
  while (!hasExited()) {
    const client = await connect(cluster, 'postgres').catch((error: unknown) => {
      if (Date.now() > deadline || error instanceof LaunchError) throw error;
      return null;
    });
    if (client) {
      await client.end();
      return 'ready';
    }
    await delay(25);
  }
  return 'gone';
}

function refusalReason(logFile: string): string {
  const line = lastLine(logFile, /FATAL|PANIC|error while loading/);
  return line.replace(/^.*?(FATAL|PANIC):\s*/, '') || 'no reason given';
}
