import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Db, Tx } from '../db/pool.ts';

/** Real time by the database's clock, which all processes share: decides which of two readings is the newer one. */
export async function databaseTime(db: Db | Tx): Promise<Instant> {
  const answer = await db.execute<{ at: Instant }>(sql`select clock_timestamp() as at`);
  const at = answer.rows[0]?.at;
  if (!at) throw new Error('The database told no time.');
  return at;
}
