import { sql } from 'drizzle-orm';
import type { Lane } from '../db/schema/operations.ts';
import { enqueue } from '../jobs/boss.ts';
import { laneJob } from '../jobs/queues.ts';
import { waitsForPerson } from './finish-operation.ts';
import { takeOver } from './take-over.ts';
import type { OperationTools } from './tools.ts';
import { isLeaseDead } from './worker-lease.ts';

/**
 * Takes over what dead workers left behind and wakes every operation with something due that nobody is working on, so
 * that no lost job leaves an operation standing.
 */
export async function recoverOperations({ db, boss, settleSeconds, log }: OperationTools): Promise<void> {
  await db.transaction(async (tx) => {
    const owners = await tx.execute<{ owner: number }>(sql`
      select distinct lease_owner as owner from operation_item where state in ('sending', 'reconciling')`);
    for (const { owner } of owners.rows) {
      if (!(await isLeaseDead(tx, owner))) continue;
      const taken = await takeOver(tx, owner, settleSeconds);
      for (const { operationId, lane } of taken) {
        await enqueue(boss, tx, laneJob[lane], { operationId }, { startAfterSeconds: settleSeconds });
      }
      log.warn({ items: taken.length }, 'took over what a dead worker was sending');
    }
  });
  await db.transaction(async (tx) => {
    const due = await tx.execute<{ operation_id: string; lane: Lane }>(sql`
      select distinct i.operation_id, i.lane from operation_item i join operation o on o.id = i.operation_id
      where i.due_at <= clock_timestamp() and (i.state = 'unknown'
          or (i.state = 'queued' and o.paused_at is null and not ${waitsForPerson(sql`i`)}))
        and not exists (
          select 1 from operation_item busy
          where busy.operation_id = i.operation_id and busy.state in ('sending', 'reconciling'))`);
    for (const { operation_id, lane } of due.rows)
      await enqueue(boss, tx, laneJob[lane], { operationId: operation_id });
  });
}
