import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { trying } from './files.ts';
import { StartError } from './start-error.ts';

/** An emulator that is just ending gets this long to let go. */
const waitMs = 2_000;
const busy = 5;

/**
 * Makes this emulator the only one of a directory until it ends, however it ends: two would write over each other's
 * log. The lock is the operating system's, taken through SQLite because Node has no file locks of its own.
 * Throws a StartError. Returns how to let go.
 */
export function lockDirectory(path: string): () => void {
  trying(`--data ${path}`, 'used', () => mkdirSync(path, { recursive: true }));
  const lock = trying(`--data ${path}`, 'used', () => new DatabaseSync(join(path, 'lock'), { timeout: waitMs }));
  try {
    trying(`--data ${path}`, 'used', () => take(lock, path));
  } catch (error) {
    lock.close();
    throw error;
  }
  return () => lock.close();
}

function take(lock: DatabaseSync, path: string): void {
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error && error.errcode === busy)) throw error;
    throw new StartError(`Another emulator runs on ${path}: stop it first, or choose another --data.`);
  }
}
