import { advisoryLocks } from '../db/advisory-locks.ts';
import type { Db } from '../db/pool.ts';

/** Runs `work` unless another process is sweeping already: then answers null at once. */
export async function sweepAlone<T>(db: Db, work: () => Promise<T>): Promise<T | null> {
  const client = await db.$client.connect();
  try {
    const answer = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      advisoryLocks.sweep,
    ]);
    if (!answer.rows[0]?.locked) return null;
    return await work();
  } finally {
    // The connection goes, and the lock with it, whatever happened.
    client.release(true);
  }
}
