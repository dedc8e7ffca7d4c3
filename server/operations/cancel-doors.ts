import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import { finishOperation } from './finish-operation.ts';
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
 * Cancels the queued doors (alias `d`, of items `i`) that meet a condition, and closes what has nothing left to do. The
 * items are locked first, as a claim does: whoever comes first has the door, and what is being sent is left alone.
 */
export async function cancelDoors(tx: Tx, condition: SQL, reason: string): Promise<CancelledDoor[]> {
  const locked = await tx.execute<{ id: string }>(sql`
    select i.id from operation_item i where i.state = 'queued' and exists (
      select 1 from operation_item_door d where d.item_id = i.id and d.state = 'queued' and ${condition})
    order by i.id for update of i`);
  if (locked.rows.length === 0) return [];
  const ids = sql`${sql.param(locked.rows.map((row) => row.id))}::uuid[]`;
  const cancelled = await tx.execute<CancelledDoor>(sql`
    update operation_item_door d set state = 'cancelled', reason = ${reason}, settled_at = clock_timestamp()
    from operation_item i
    where i.id = d.item_id and i.id = any(${ids}) and i.state = 'queued' and d.state = 'queued' and ${condition}
    returning d.item_id as "itemId", d.door_id as "doorId", d.building_id as "buildingId", d.operation_id as "operationId", i.action,
      i.person_id as "personId"`);
  await tx.execute(sql`
    update operation_item i set state = 'settled'
    where i.id = any(${ids}) and i.state = 'queued'
      and not exists (select 1 from operation_item_door d where d.item_id = i.id and d.state = 'queued')`);
  const operationIds = new Set(cancelled.rows.map((row) => row.operationId));
  for (const id of [...operationIds].sort()) await finishOperation(tx, id);
  return cancelled.rows;
}
