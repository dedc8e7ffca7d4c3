import { sql } from 'drizzle-orm';
import type { Lane } from '../db/schema/operations.ts';
import { enqueue } from '../jobs/boss.ts';
import { laneJob } from '../jobs/queues.ts';
import type { OperationTools } from './tools.ts';
import { isLeaseDead } from './worker-lease.ts';

/**
 * Takes over what dead workers left behind and wakes every operation with something due, so that no lost job leaves an
 * operation standing. What a dead worker was sending may or may not have arrived: it is read back after the settle time.
 */
export async function recoverOperations({ db, boss, settleSeconds, log }: OperationTools): Promise<void> {
  await db.transaction(async (tx) => {
    const owners = await tx.execute<{ owner: number }>(sql`
      select distinct lease_owner as owner from operation_item where state in ('sending', 'reconciling')`);
    for (const { owner } of owners.rows) {
      if (!(await isLeaseDead(tx, owner))) continue;
      const taken = await tx.execute<{ id: string; operation_id: string; lane: Lane }>(sql`
        update operation_item set
          state = 'unknown', lease_owner = null, fence = fence + 1,
          sends = sends + case state when 'sending' then 1 else 0 end,
          due_at = clock_timestamp() + make_interval(secs => case state when 'sending' then ${settleSeconds}::int else 0 end)
        where lease_owner = ${owner} and state in ('sending', 'reconciling') returning id, operation_id, lane`);
      const ids = taken.rows.map((row) => row.id);
      await tx.execute(sql`
        update operation_item_door set state = 'unknown'
        where item_id = any(${sql.param(ids)}::uuid[]) and state = 'sending'`);
      for (const { operation_id: operationId, lane } of taken.rows) {
        await enqueue(boss, tx, laneJob[lane], { operationId }, { startAfterSeconds: settleSeconds });
      }
      log.warn({ items: ids.length }, 'took over what a dead worker was sending');
    }
  });
  await db.transaction(async (tx) => {
    const due = await tx.execute<{ operation_id: string; lane: Lane }>(sql`
      select distinct operation_id, lane from operation_item
      where state in ('queued', 'unknown') and due_at <= clock_timestamp()`);
    for (const { operation_id, lane } of due.rows)
      await enqueue(boss, tx, laneJob[lane], { operationId: operation_id });
  });
}
