import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';

/** Whether a call waits for a step of which only a person can say what became. */
export const waitsForPerson = (item: SQL): SQL => sql`(
  -- Said first: of thousands hardly one waits, and none of the others is to be looked up.
  ${item}.after_item_id is not null and exists (
    select 1 from operation_item_door step where step.item_id = ${item}.after_item_id and step.state = 'needs_person'))`;

/** How operation `o` stands: under way while anything is to be sent or confirmed that waits for nobody. */
export const operationState = sql`case
  when exists (select 1 from operation_item i
    where i.operation_id = o.id and i.state <> 'settled' and not ${waitsForPerson(sql`i`)}) then 'active'
  when exists (select 1 from operation_item_door d where d.operation_id = o.id and d.state = 'needs_person')
    then 'needs_person'
  else 'finished' end`;

/** Closes an operation when none of its items is open. Lock its row first where two items may settle at once. */
export async function finishOperation(tx: Tx, operationId: string): Promise<void> {
  await tx.execute(sql`
    update operation o set finished_at = clock_timestamp(), state = ${operationState}
    where o.id = ${operationId} and o.state = 'active' and ${operationState} <> 'active'`);
}

export async function lockOperation(tx: Tx, operationId: string): Promise<void> {
  await tx.execute(sql`select 1 from operation where id = ${operationId} for update`);
}
