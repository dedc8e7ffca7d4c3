import { type SQL, sql } from 'drizzle-orm';
import { advisoryLocks } from '../db/advisory-locks.ts';
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

/**
 * Closes those of these operations none of whose items is open; call it when nothing else is to be locked but the log.
 * Two that end the last items of one at the same time wait here for each other: each saw the other's still open. Not
 * for its row, which is held by whoever settles while they wait for a person that whoever revokes holds.
 */
export async function finishOperations(tx: Tx, operationIds: readonly string[]): Promise<void> {
  if (operationIds.length === 0) return;
  await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.finish})`);
  await tx.execute(sql`
    update operation o set finished_at = clock_timestamp(), state = ${operationState}
    where o.id = any(${sql.param(operationIds)}::uuid[]) and o.state = 'active' and ${operationState} <> 'active'`);
}

export async function lockOperation(tx: Tx, operationId: string): Promise<void> {
  await tx.execute(sql`select 1 from operation where id = ${operationId} for update`);
}
