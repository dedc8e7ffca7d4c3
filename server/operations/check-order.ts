import { sql } from 'drizzle-orm';
import type { ClaimedItem } from './claim-item.ts';
import { type DoorVerdict, verdicts } from './item-result.ts';
import type { OperationTools } from './tools.ts';

/**
 * All doors of an item whose step before was not confirmed on each of its own: a new access must not come on top of the
 * old. Where a person kept what somebody else had set, the access is there all the same; but guests, who follow a
 * change of their host's end by hand, do not follow what was not changed.
 */
export async function doorsWithoutStepBefore({ db }: OperationTools, item: ClaimedItem): Promise<string[]> {
  if (!item.afterItemId) return [];
  const failed = await db.execute(sql`
    select 1 from operation_item_door d join operation o on o.id = d.operation_id
    where d.item_id = ${item.afterItemId} and d.state <> 'applied'
      and (d.reason is distinct from 'kept_as_found' or o.kind = 'change') limit 1`);
  return failed.rows.length > 0 ? item.doors.map((door) => door.doorId) : [];
}

/**
 * The doors on which this item must no longer be sent: somebody asked later that this person's access to them be taken
 * away, or an earlier step of the same operation there (the revocation before a new grant) did not work.
 */
export async function doorsOutOfOrder({ db }: OperationTools, item: ClaimedItem): Promise<DoorVerdict[]> {
  if (item.action === 'revoke') return [];
  const found = await db.execute<{ doorId: string; isOvertaken: boolean }>(sql`
    select other_door.door_id as "doorId", bool_or(other.operation_id <> mine.operation_id) as "isOvertaken"
    from operation_item mine
    join operation my_operation on my_operation.id = mine.operation_id
    join operation_item_door my_door on my_door.item_id = mine.id and my_door.state = 'sending'
    join operation_item other on other.id <> mine.id
      and (other.person_key = mine.person_key or other.person_id = mine.person_id)
    join operation_item_door other_door on other_door.item_id = other.id and other_door.door_id = my_door.door_id
    join operation other_operation on other_operation.id = other.operation_id
    where mine.id = ${item.id} and (
      (other.operation_id <> mine.operation_id and other.action = 'revoke' and other_door.state <> 'cancelled'
        and (other_operation.created_at, other_operation.id) > (my_operation.created_at, my_operation.id))
      or (other.operation_id = mine.operation_id and other.position < mine.position
        and other_door.state in ('rejected', 'needs_person', 'cancelled')))
    group by other_door.door_id`);
  return found.rows.flatMap(({ doorId, isOvertaken }) =>
    verdicts([doorId], 'cancelled', isOvertaken ? 'overtaken' : 'step_before_failed'),
  );
}
