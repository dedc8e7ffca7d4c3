import { sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import type { Lane } from '../db/schema/operations.ts';
import { waitsForPerson } from './finish-operation.ts';
import { takeOver } from './take-over.ts';
import type { OperationTools } from './tools.ts';
import { wakeOperation } from './wake-operation.ts';
import { isLeaseDead } from './worker-lease.ts';

type Held = { id: string; operationId: string; owner: number; fence: number };

/**
 * Takes over what dead workers left behind, and this one where a turn failed, and wakes every operation with something
 * due that nobody is working on, so that no lost job leaves an operation standing.
 */
export async function recoverOperations(tools: OperationTools): Promise<void> {
  const { db, boss, settleSeconds, log } = tools;
  await db.transaction(async (tx) => {
    const held = await tx.execute<Held>(sql`
      select id, operation_id as "operationId", lease_owner as owner, fence from operation_item
      where state in ('sending', 'reconciling')`);
    for (const [owner, items] of Map.groupBy(held.rows, (item) => item.owner)) {
      const left = await leftBehind(tx, tools, owner, items);
      if (left.length === 0) continue;
      const isLeft = sql`(id, fence) in (
        select * from unnest(${sql.param(left.map(({ id }) => id))}::uuid[],
          ${sql.param(left.map(({ fence }) => fence))}::bigint[]))`;
      const taken = await takeOver(tx, isLeft, settleSeconds);
      for (const item of taken) await wakeOperation(boss, tx, item, settleSeconds);
      log.warn({ items: taken.length }, 'took over what nobody was working on any more');
    }
  });
  await db.transaction(async (tx) => {
    const due = await tx.execute<{ operationId: string; lane: Lane }>(sql`
      select distinct i.operation_id as "operationId", i.lane from operation_item i join operation o on o.id = i.operation_id
      where i.state in ('queued', 'unknown') and i.due_at <= clock_timestamp() and (i.state = 'unknown'
          or (o.paused_at is null and not ${waitsForPerson(sql`i`)}))
        and not exists (
          select 1 from operation_item busy
          where busy.operation_id = i.operation_id and busy.state in ('sending', 'reconciling'))`);
    for (const each of due.rows) await wakeOperation(boss, tx, each);
  });
}

/**
 * All of a dead worker; of this one, what none of its runners has in hand: their turn failed before its outcome was
 * written. Where one is just taking something up of the operation, it may be that: the next round asks again.
 */
async function leftBehind(
  tx: Tx,
  { leaseOwner, hands }: OperationTools,
  owner: number,
  items: Held[],
): Promise<Held[]> {
  if (owner !== leaseOwner) return (await isLeaseDead(tx, owner)) ? items : [];
  const isInHand = ({ id, operationId }: Held) =>
    [...hands].some((hand) => hand.operationId === operationId && (hand.itemIds?.includes(id) ?? true));
  return items.filter((item) => !isInHand(item));
}
