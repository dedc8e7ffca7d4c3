import { type SQL, sql } from 'drizzle-orm';
import { inScope, type Scoped } from '#server/auth/scope';

/**
 * Condition on a call `i` of an operation and its door `d`: it failed, or waited for one that did and need not any
 * more, and nobody has sent it again. Of a transfer that somebody stopped, the old home stays theirs. `i.operation_id` is
 * this one's; the doors of steps before it that count are in scope.
 */
export function isToResend(session: Scoped, operationId: string): SQL {
  const isSent = (item: SQL, door: SQL, outcome = sql`true`) => isSentAgain(operationId, { item, door, outcome });
  const [before, step] = [sql`before`, sql`step`];
  return sql`not ${isSent(sql`i`, sql`d`)} and (i.action = 'grant' or not ${isStoppedTransfer(operationId)})
    and (d.state = 'rejected' or (d.reason = 'step_before_failed' and not exists (
    select 1 from operation_item before join operation_item_door step on step.item_id = before.id
    where before.id = i.after_item_id and step.state <> 'applied'
      and not ${isSent(before, step, sql`again_door.state = 'applied'`)}
      and (step.state = 'rejected' and ${inScope(session, sql`step.building_id`)} and not ${isSent(before, step)}) is not true)))`;
}

const isStoppedTransfer = (operationId: string): SQL => sql`exists (
  select 1 from operation o join operation_item taking on taking.operation_id = o.id and taking.action <> 'grant'
  join operation_item_door stopped on stopped.item_id = taking.id
  where o.id = ${operationId} and o.kind = 'transfer' and stopped.reason in ('cancelled_by_staff', 'stopped_under_way'))`;

type Sent = { item: SQL; door: SQL; outcome: SQL };

/** Looked up in a hash, and not row by row: thousands are asked about at once. */
function isSentAgain(operationId: string, { item, door, outcome }: Sent): SQL {
  const sending = sql`
    from operation retry join operation_item again on again.operation_id = retry.id
    join operation_item_door again_door on again_door.item_id = again.id
    where retry.retry_of = ${operationId} and ${outcome}`;
  // By either name: what was sent to an address may have got its person since.
  return sql`(
    ((${item}.person_id, ${door}.door_id) in (select again.person_id, again_door.door_id ${sending})) is true
    or (${item}.person_key, ${door}.door_id) in (select again.person_key, again_door.door_id ${sending}))`;
}
