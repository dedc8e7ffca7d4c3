import { sql } from 'drizzle-orm';
import type { ClaimedItem } from './claim-item.ts';
import type { OperationTools } from './tools.ts';

/** All doors of an item whose step before was not confirmed on each of its own: a new access must not come on top of the old. */
export async function doorsWithoutStepBefore({ db }: OperationTools, item: ClaimedItem): Promise<string[]> {
  const failed = await db.execute(sql`
    select 1 from operation_item i join operation_item_door d on d.item_id = i.after_item_id
    where i.id = ${item.id} and d.state <> 'applied' limit 1`);
  return failed.rows.length > 0 ? item.doors.map((door) => door.doorId) : [];
}
