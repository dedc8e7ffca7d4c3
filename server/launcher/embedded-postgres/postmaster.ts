import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LaunchError } from '../launch-error.ts';
import type { Cluster } from './cluster.ts';

/** The living server of a data directory: its process id and the folder of its socket. */
export type Postmaster = { pid: number; sockets: string };

const watchIntervalMs = 1000;

/**
 * The server that runs on this data directory now, whoever started it, or null.
 * A pid file whose process died, or whose number now belongs to some other program, counts as none.
 */
export function findPostmaster(cluster: Cluster): Postmaster | null {
  const record = readPidFile(cluster);
  return record && isPostgresOf(record.pid, cluster.data) ? record : null;
}

/**
 * Lets PostgreSQL start over a pid file whose number now belongs to another program (common after a container
 * restart). Deleting the file would also lose its shared-memory check; the pid of its own parent, however, is one
 * that PostgreSQL takes for stale while it still makes that check.
 */
export function disownStalePidFiles(cluster: Cluster): void {
  for (const file of [pidFile(cluster), path.join(cluster.sockets, '.s.PGSQL.5432.lock')]) {
    if (existsSync(file)) writeFileSync(file, readFileSync(file, 'utf8').replace(/^-?\d+/, String(process.pid)));
  }
}

/** Resolves when the server that runs now has ended, whoever ended it. Does not keep the process alive. */
export async function postmasterDeath(cluster: Cluster): Promise<void> {
  const pid = findPostmaster(cluster)?.pid;
  while (pid !== undefined && findPostmaster(cluster)?.pid === pid) {
    await delay(watchIntervalMs, undefined, { ref: false });
  }
}

/** Ends the server: clients are disconnected, everything is written (fast shutdown). Resolves when it is gone. */
export async function stopPostmaster(cluster: Cluster, timeoutMs = 30_000): Promise<void> {
  const running = findPostmaster(cluster);
  if (!running) return;
  process.kill(running.pid, 'SIGINT');
  const deadline = Date.now() + timeoutMs;
  while (findPostmaster(cluster)?.pid === running.pid) {
    if (Date.now() > deadline) {
      throw new LaunchError(`The embedded PostgreSQL (pid ${running.pid}) did not stop within ${timeoutMs / 1000} s.`);
    }
    await delay(25);
  }
}

function pidFile(cluster: Cluster): string {
  return path.join(cluster.data, 'postmaster.pid');
}

function readPidFile(cluster: Cluster): Postmaster | null {
  if (!existsSync(pidFile(cluster))) return null;
  // Lines of the file: pid, data directory, start time, port, socket folder, …
  const lines = readFileSync(pidFile(cluster), 'utf8').split('\n');
  const pid = Math.abs(Number(lines[0]));
  return Number.isInteger(pid) && pid > 0 ? { pid, sockets: lines[4] ?? '' } : null;
}

function isPostgresOf(pid: number, data: string): boolean {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes(data);
  } catch {
    return false;
  }
}
