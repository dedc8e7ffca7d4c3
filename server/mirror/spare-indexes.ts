import { sql } from 'drizzle-orm';
import { advisoryLocks } from '../db/advisory-locks.ts';
import type { Db } from '../db/pool.ts';

/** Who has so many doors has many people: their accesses would spend more on the indexes of lists than on all else. */
export const manyDoors = 2_000;

/**
 * Takes away the indexes that a mirror being filled does better without: until they are back searches, filters and
 * unusual orders of a list are slow, its first page and what opens a person are not. Does nothing once a sweep was
 * complete, nor where it would have to wait for a reader: the mirror fills more slowly then, no more.
 */
export async function dropSpareIndexes(db: Db): Promise<void> {
  await db.execute(sql`select drop_spare_indexes()`);
}

/**
 * Makes what is missing of them, one after the other: each holds up who writes to its table, for some seconds at most.
 */
export async function makeSpareIndexes(db: Db): Promise<void> {
  for (let mayMiss = true; mayMiss; ) {
    mayMiss = await db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.indexes}::int)`);
      const { rows } = await tx.execute<{ made: boolean }>(sql`select make_spare_index() as made`);
      return rows[0]?.made ?? false;
    });
  }
}
