import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import type { NewItem } from './new-operation.ts';

export type CancelledDoor = {
  itemId: string;
  doorId: string;
  buildingId: string | null;
  operationId: string;
  action: NewItem['action'];
  personId: string | null;
};

/**
 * Cancels the queued doors that meet a condition on `operation_item_door d`; `finishOperations` then closes what has
 * nothing left to do. The items are locked first, as a claim does: whoever comes first has the door, and what is being
 * sent is left alone. One table a statement: thousands are cancelled at once, and a join of tables just filled compares
 * each with each.
 */
export async function cancelDoors(tx: Tx, condition: SQL, reason: string): Promise<CancelledDoor[]> {
  const locked = await tx.execute<Pick<CancelledDoor, 'itemId' | 'action' | 'personId'>>(sql`
    select id as "itemId", action, person_id as "personId" from operation_item
    where state = 'queued' and id = any(array(
      select distinct d.item_id from operation_item_door d where d.state = 'queued' and ${condition}))
    order by id for update`);
  if (locked.rows.length === 0) return [];
  const calls = new Map(locked.rows.map((call) => [call.itemId, call]));
  const ids = sql`${sql.param([...calls.keys()])}::uuid[]`;
  const found = await tx.execute<Omit<CancelledDoor, 'action' | 'personId'>>(sql`
    update operation_item_door d set state = 'cancelled', reason = ${reason}, settled_at = clock_timestamp()
    where d.item_id = any(${ids}) and d.state = 'queued' and ${condition}
    returning d.item_id as "itemId", d.door_id as "doorId", d.building_id as "buildingId", d.operation_id as "operationId"`);
  const cancelled = found.rows.flatMap((door) => {
    const call = calls.get(door.itemId);
    return call ? [{ ...door, ...call }] : [];
  });
  await tx.execute(sql`
    update operation_item set state = 'settled' where id = any(${ids}) and id not in (
      select item_id from operation_item_door where item_id = any(${ids}) and state = 'queued')`);
  return cancelled;
}
