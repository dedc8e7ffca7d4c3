import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/pool.ts';
import type { Lane } from '../db/schema/operations.ts';

/**
 * Takes the items that meet a condition on `operation_item` out of a worker's hands, because it died, has no time left
 * or failed. What it was sending may or may not have arrived: it is to be read back after the settle time, and what the
 * worker still learns of it no longer counts.
 */
export async function takeOver(
  db: Db | Tx,
  condition: SQL,
  settleSeconds: number,
): Promise<{ operationId: string; lane: Lane }[]> {
  return db.transaction(async (tx) => {
    const taken = await tx.execute<{ id: string; operation_id: string; lane: Lane }>(sql`
      update operation_item set
        state = 'unknown', lease_owner = null, fence = fence + 1,
        sends = sends + case state when 'sending' then 1 else 0 end,
        due_at = now() + make_interval(secs => case state when 'sending' then ${settleSeconds}::int else 0 end)
      where ${condition} and state in ('sending', 'reconciling') returning id, operation_id, lane`);
    const ids = taken.rows.map((row) => row.id);
    await tx.execute(sql`
      update operation_item_door set state = 'unknown'
      where item_id = any(${sql.param(ids)}::uuid[]) and state = 'sending'`);
    return taken.rows.map((row) => ({ operationId: row.operation_id, lane: row.lane }));
  });
}
