import { sql } from 'drizzle-orm';
import { type AuditInput, appendAudit } from '../audit/append.ts';
import type { Tx } from '../db/pool.ts';
import { finishOperation } from './finish-operation.ts';
import { eventOf, type NewItem } from './new-operation.ts';

/**
 * A revocation cancels what was asked earlier for the same person and door and was not sent yet: otherwise the door
 * would open again right after it closed.
 */
export async function overtake(tx: Tx, revocationId: string, revocation: NewItem, requestId: string): Promise<void> {
  if (!revocation.personId) return;
  const doorIds = revocation.doors.map((door) => door.doorId);
  const cancelled = await tx.execute<CancelledDoor>(sql`
    update operation_item_door d set state = 'cancelled', reason = 'overtaken', settled_at = clock_timestamp()
    from operation_item i
    where i.id = d.item_id and d.state = 'queued' and i.state = 'queued' and i.action <> 'revoke'
      and i.person_id = ${revocation.personId} and d.door_id = any(${sql.param(doorIds)}::uuid[])
      and d.operation_id <> ${revocationId}
    returning d.item_id, d.door_id, d.building_id, d.operation_id, i.action, i.person_id`);
  if (cancelled.rows.length === 0) return;
  const itemIds = [...new Set(cancelled.rows.map((row) => row.item_id))];
  await tx.execute(sql`
    update operation_item i set state = 'settled'
    where i.id = any(${sql.param(itemIds)}::uuid[])
      and not exists (select 1 from operation_item_door d where d.item_id = i.id and d.state = 'queued')`);
  for (const id of new Set(cancelled.rows.map((row) => row.operation_id))) await finishOperation(tx, id);
  await appendAudit(
    tx,
    cancelled.rows.map((row) => cancellation(row, revocationId, requestId)),
  );
}

type CancelledDoor = {
  item_id: string;
  door_id: string;
  building_id: string | null;
  operation_id: string;
  action: NewItem['action'];
  person_id: string;
};

const cancellation = (row: CancelledDoor, revocationId: string, requestId: string): AuditInput => ({
  event: eventOf[row.action],
  phase: 'cancelled',
  actor: { kind: 'system', name: 'operations' },
  object: { type: 'person', id: row.person_id },
  buildingId: row.building_id ?? undefined,
  operationId: row.operation_id,
  requestId,
  details: { doorId: row.door_id, overtakenBy: revocationId },
});
