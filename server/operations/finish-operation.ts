import { sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';

/** Closes an operation when none of its items is open. Lock its row first where two items may settle at once. */
export async function finishOperation(tx: Tx, operationId: string): Promise<void> {
  await tx.execute(sql`
    update operation o set finished_at = clock_timestamp(),
      state = case when exists (
        select 1 from operation_item_door d where d.operation_id = o.id and d.state = 'needs_person'
      ) then 'needs_person' else 'finished' end
    where o.id = ${operationId} and o.state = 'active'
      and not exists (select 1 from operation_item i where i.operation_id = o.id and i.state <> 'settled')`);
}

export async function lockOperation(tx: Tx, operationId: string): Promise<void> {
  await tx.execute(sql`select 1 from operation where id = ${operationId} for update`);
}
