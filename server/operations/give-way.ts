import { type Db, db, type Tx } from '../db/pool.ts';
import { codeOf } from '../describe-error.ts';

/** Well below the second after which PostgreSQL looks for deadlocks. */
const patienceMs = 300;
const tries = 10;
const lockNotAvailable = '55P03';

/**
 * A transaction that lets go of everything and begins anew where something it needs is held for longer than a moment.
 * For stopping an operation, which no order of locks fits: whoever settles holds the operation while they wait for
 * leases, whoever revokes holds leases while they wait for calls of the operation, and then for itself. So neither ever
 * waits for it for long, and a revocation goes first.
 */
export async function givingWay<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let left = tries; left > 1; left -= 1) {
    try {
      return await db().transaction(async (tx) => {
        await tx.execute(`set local lock_timeout = '${patienceMs}ms'`);
        return work(tx);
      });
    } catch (error) {
      if (codeOf(error) !== lockNotAvailable) throw error;
    }
  }
  return db().transaction(work);
}

const deadlockDetected = '40P01';
const mostDeadlocks = 3;

/**
 * A transaction that begins anew where PostgreSQL ended it so that another one, which it waited for in a circle, could
 * go on. For what would be lost with it: an answer of OpenKit.
 */
export async function outlivingDeadlocks<T>(database: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let left = mostDeadlocks; left > 0; left -= 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      if (codeOf(error) !== deadlockDetected) throw error;
    }
  }
  return database.transaction(work);
}
