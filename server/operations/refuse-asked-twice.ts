import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Tx } from '../db/pool.ts';

/**
 * Two staff members, or one in two tabs, asking for the same grant: the second would notify the person twice, and a lost
 * answer of one could not be told from the other's. Throws Refusal `stale` naming who asked first.
 */
export async function refuseAskedTwice(tx: Tx, operationId: string): Promise<void> {
  const found = await tx.execute<{ staff: string; door: string }>(sql`
    select s.name as staff, coalesce(door.name, 'this door') as door
    from operation_item mine
    join operation_item_door my_door on my_door.item_id = mine.id
    join operation_item theirs on theirs.person_key = mine.person_key and theirs.operation_id <> mine.operation_id
      and theirs.action = 'grant' and theirs.state <> 'settled'
      and theirs.terms->>'passcodeType' = mine.terms->>'passcodeType'
    join operation_item_door their_door on their_door.item_id = theirs.id and their_door.door_id = my_door.door_id
      and their_door.state in ('queued', 'sending', 'unknown')
    join operation o on o.id = theirs.operation_id join staff s on s.id = o.staff_id
    left join door on door.id = my_door.door_id
    where mine.operation_id = ${operationId} and mine.action = 'grant'
    limit 1`);
  const [first] = found.rows;
  if (first) {
    throw new Refusal('stale', { field: 'doorIds', params: { reason: 'asked_already', ...first } });
  }
}
