import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './start-error.ts';

/** An emulator that is just ending gets this long to let go. */
const waitMs = 2_000;

/**
 * Makes this emulator the only one of a directory until it ends, however it ends: two would write over each other's
 * log. The lock is the operating system's, taken through SQLite because Node has no file locks of its own.
 * Throws a StartError. Returns how to let go.
 */
export function lockDirectory(path: string): () => void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new StartError(`--data ${path} cannot be used: ${error instanceof Error ? error.message : 'no directory'}.`);
  }
  const lock = new DatabaseSync(join(path, 'lock'), { timeout: waitMs });
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch {
    lock.close();
    throw new StartError(`Another emulator runs on ${path}: stop it first, or choose another --data.`);
  }
  return () => lock.close();
}
