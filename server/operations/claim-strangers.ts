import { sql } from 'drizzle-orm';
import type { Db } from '../db/pool.ts';
import { type ClaimedItem, readClaimed } from './claim-item.ts';

const mostAtOnce = 200;

/**
 * Takes the items of an operation that are to be read back about people nobody knows the id of: all that are due, once
 * one of them has been for `waitSeconds`. Empty when there is none.
 */
export async function claimStrangers(
  db: Db,
  operationId: string,
  leaseOwner: number,
  waitSeconds: number,
): Promise<ClaimedItem[]> {
  const waiting = await db.execute(sql`
    select 1 from operation_item
    where operation_id = ${operationId} and state = 'unknown' and person_id is null
      and due_at <= clock_timestamp() - make_interval(secs => ${waitSeconds}) limit 1`);
  // Asked before every call of an operation: mostly there is nobody, and no transaction is needed to know.
  if (waiting.rows.length === 0) return [];
  return db.transaction(async (tx) => {
    const claimed = await tx.execute<{ id: string }>(sql`
      update operation_item set state = 'reconciling', lease_owner = ${leaseOwner}, fence = fence + 1
      where id in (
        select c.id from operation_item c
        where c.operation_id = ${operationId} and c.state = 'unknown' and c.person_id is null
          and c.due_at <= clock_timestamp()
        order by c.position limit ${mostAtOnce} for update skip locked)
      returning id`);
    const items: ClaimedItem[] = [];
    for (const { id } of claimed.rows) items.push(await readClaimed(tx, id));
    return items;
  });
}
