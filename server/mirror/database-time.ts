import { sql } from 'drizzle-orm';
import { addMs, type Instant } from '#lib/time/instant';
import type { Db, Tx } from '../db/pool.ts';
import type { CallContext } from '../openkit/types.ts';

/** Real time by the database's clock, which all processes share: decides which of two readings is the newer one. */
export async function databaseTime(db: Db | Tx): Promise<Instant> {
  const answer = await db.execute<{ at: Instant }>(sql`select clock_timestamp() as at`);
  const at = answer.rows[0]?.at;
  if (!at) throw new Error('The database told no time.');
  return at;
}

/**
 * A context whose call knows when it left, in database time: it may wait long for its turn, and be overtaken by one
 * that was to be made later. Of several tries the last counts. No query may come between a call and its turn.
 */
export async function timedCall(db: Db, ctx: CallContext): Promise<{ ctx: CallContext; readAt: () => Instant }> {
  const knownAt = await databaseTime(db);
  const knownMs = performance.now();
  let waitedMs = 0;
  const isStillDue = async (): Promise<boolean> => {
    if (ctx.isStillDue && !(await ctx.isStillDue())) return false;
    waitedMs = performance.now() - knownMs;
    return true;
  };
  return { ctx: { ...ctx, isStillDue }, readAt: () => addMs(knownAt, Math.floor(waitedMs)) };
}
