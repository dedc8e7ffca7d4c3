import { randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { advisoryLocks } from '../db/advisory-locks.ts';
import type { Db, Tx } from '../db/pool.ts';

export type WorkerLease = { owner: number; release(): Promise<void> };

/**
 * A sign of life other workers can check: an advisory lock held by one connection for as long as this process lives.
 * PostgreSQL frees it the moment the process or its connection dies. `onLost`: someone may now take over our items.
 */
export async function takeWorkerLease(db: Db, onLost: () => void): Promise<WorkerLease> {
  const owner = randomInt(1, 2 ** 31 - 1);
  const client = await db.$client.connect();
  let isReleased = false;
  client.on('error', () => {
    if (!isReleased) onLost();
  });
  await client.query('select pg_advisory_lock($1, $2)', [advisoryLocks.workerLease, owner]);
  return {
    owner,
    async release() {
      isReleased = true;
      client.release(true);
    },
  };
}

/** True when no living worker holds this lease. */
export async function isLeaseDead(tx: Tx, owner: number): Promise<boolean> {
  const answer = await tx.execute<{ free: boolean }>(
    sql`select pg_try_advisory_xact_lock(${advisoryLocks.workerLease}, ${owner}) as free`,
  );
  return answer.rows[0]?.free ?? false;
}
