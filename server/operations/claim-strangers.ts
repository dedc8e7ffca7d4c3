import { sql } from 'drizzle-orm';
import type { Db } from '../db/pool.ts';
import { type ClaimedItem, readClaimed } from './claim-item.ts';
import { needsList } from './needs-list.ts';

const mostAtOnce = 200;

/**
 * Takes the items of an operation that are to be read back in OpenKit's whole list: all that are due, once one of them
 * has been for `waitSeconds`. Empty when there is none, or the list is being read for others of them: one reading after
 * it serves all. Where they need not wait, what is under way, or next for the same person, may still join them.
 */
export async function claimStrangers(
  db: Db,
  operationId: string,
  leaseOwner: number,
  waitSeconds: number,
): Promise<ClaimedItem[]> {
  const waiting = await db.execute(sql`
    select 1 from operation_item c
    where c.operation_id = ${operationId} and c.state = 'unknown' and ${needsList(sql`c`)}
      and c.due_at <= clock_timestamp() - make_interval(secs => ${waitSeconds}) and not exists (
        select 1 from operation_item busy where busy.operation_id = c.operation_id and (
          (busy.state = 'reconciling' and ${needsList(sql`busy`)}) or (${waitSeconds === 0} and (
            busy.state in ('sending', 'reconciling')
            or (busy.state in ('queued', 'unknown') and busy.person_id = c.person_id
              and busy.due_at <= clock_timestamp() and not ${needsList(sql`busy`)})))))
    limit 1`);
  // Asked before every call of an operation: mostly there is nobody, and no transaction is needed to know.
  if (waiting.rows.length === 0) return [];
  return db.transaction(async (tx) => {
    const claimed = await tx.execute<{ id: string }>(sql`
      update operation_item set state = 'reconciling', lease_owner = ${leaseOwner}, fence = fence + 1
      where id in (
        select c.id from operation_item c
        where c.operation_id = ${operationId} and c.state = 'unknown' and ${needsList(sql`c`)}
          and c.due_at <= clock_timestamp()
        order by c.position limit ${mostAtOnce} for update skip locked)
      returning id`);
    const items: ClaimedItem[] = [];
    for (const { id } of claimed.rows) items.push(await readClaimed(tx, id));
    return items;
  });
}
