import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { LaunchError } from './launch-error.ts';

const holderSchema = z.object({ pid: z.number().int(), port: z.number().int() });

/**
 * Makes this process the only launcher of a DATA_DIR until it ends, however it ends: the lock is the operating
 * system's, taken through SQLite because Node has no file locks of its own. Throws LaunchError naming the holder,
 * or what keeps the folder from being written.
 * `tookOver`: the last holder was killed, its programs may still be ending.
 */
export function lockDataDir(dataDir: string, port: number): { tookOver: boolean; release(): void } {
  const holderFile = path.join(dataDir, 'launcher.json');
  const lock = openLock(dataDir);
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch {
    lock.close();
    throw new LaunchError(describeHolder(dataDir, holderFile));
  }
  const tookOver = existsSync(holderFile);
  writeFileSync(`${holderFile}.new`, JSON.stringify({ pid: process.pid, port }));
  renameSync(`${holderFile}.new`, holderFile);
  const release = () => {
    rmSync(holderFile, { force: true });
    lock.close();
  };
  return { tookOver, release };
}

function openLock(dataDir: string): DatabaseSync {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
    return new DatabaseSync(path.join(dataDir, 'launcher.lock'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LaunchError(
      `${dataDir} cannot be used by this user (${reason}): give it to them, or set DATA_DIR to another folder.`,
    );
  }
}

function describeHolder(dataDir: string, holderFile: string): string {
  const wayOut = 'stop it first, or set DATA_DIR to another folder';
  try {
    const { pid, port } = holderSchema.parse(JSON.parse(readFileSync(holderFile, 'utf8')));
    return `Gatehouse already runs on ${dataDir} (pid ${pid}, port ${port}): ${wayOut}.`;
  } catch {
    return `Gatehouse is just being started or stopped on ${dataDir} by another process: ${wayOut}.`;
  }
}
