import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Db, Tx } from '../db/pool.ts';

/** Whether the serving role may still add to the log. What cannot be recorded is not done. */
export async function isLogWritable(db: Db | Tx): Promise<boolean> {
  const answer = await db.execute<{ writable: boolean }>(
    sql`select has_table_privilege(current_user, 'audit_entry', 'insert') as writable`,
  );
  return answer.rows[0]?.writable === true;
}

/** Not allowed, a read-only database, a full disk. */
const unwritable = new Set(['42501', '25006', '53100']);

/** What writing to the log threw, as a refusal where the log itself cannot be written. */
export function toUnwritable(error: unknown): unknown {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const isUnwritable =
    typeof cause === 'object' && cause !== null && 'code' in cause && unwritable.has(String(cause.code));
  return isUnwritable ? new Refusal('unavailable', { params: { reason: 'log_unwritable' } }) : error;
}
