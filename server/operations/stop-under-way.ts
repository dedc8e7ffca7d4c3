import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/pool.ts';
import type { ClaimedItem } from './claim-item.ts';
import type { ItemResult } from './item-result.ts';

/**
 * Marks the doors that meet a condition on `operation_item_door d` and are being sent, or sent and not confirmed: what
 * became of them is found out, and nothing is sent again. Answers how many.
 */
export async function stopUnderWay(tx: Tx, condition: SQL): Promise<number> {
  const marked = await tx.execute(sql`
    update operation_item_door d set stopped_at = clock_timestamp()
    where ${condition} and d.state in ('sending', 'unknown') and d.stopped_at is null`);
  return marked.rowCount ?? 0;
}

/** The open doors of an item in a worker's hands that somebody stopped meanwhile. */
export async function stoppedDoors(db: Db | Tx, { id }: ClaimedItem): Promise<Set<string>> {
  const found = await db.execute<{ doorId: string }>(sql`
    select door_id as "doorId" from operation_item_door where item_id = ${id} and stopped_at is not null
      and state in ('sending', 'unknown')`);
  return new Set(found.rows.map(({ doorId }) => doorId));
}

/** The same result, but what was stopped and would be sent (again) is cancelled. Lock the operation first. */
export async function withoutStopped(tx: Tx, item: ClaimedItem, result: ItemResult): Promise<ItemResult> {
  if (result.next !== 'send') return result;
  const stopped = await stoppedDoors(tx, item);
  const doors = result.doors.map((door) =>
    door.state === 'queued' && stopped.has(door.doorId)
      ? { ...door, state: 'cancelled' as const, reason: 'stopped_under_way' }
      : door,
  );
  return { ...result, doors, next: doors.some(({ state }) => state === 'queued') ? 'send' : 'settled' };
}
