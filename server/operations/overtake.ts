import { sql } from 'drizzle-orm';
import type { AuditInput } from '../audit/append.ts';
import type { Tx } from '../db/pool.ts';
import { type CancelledDoor, cancelDoors } from './cancel-doors.ts';
import { eventOf } from './new-operation.ts';

/**
 * The revocations of an operation cancel what was asked earlier for the same person and door and was not sent yet:
 * otherwise the door would open again right after it closed. Answers the records for the log.
 */
export async function overtake(tx: Tx, operationId: string, requestId: string): Promise<AuditInput[]> {
  const overtaken = sql`
    d.operation_id <> ${operationId} and i.action <> 'revoke' and exists (
      select 1 from operation_item r join operation_item_door rd on rd.item_id = r.id
      where r.operation_id = ${operationId} and r.action = 'revoke'
        and r.person_key = i.person_key and rd.door_id = d.door_id)`;
  const cancelled = await cancelDoors(tx, overtaken, 'overtaken');
  return cancelled.map((row) => cancellation(row, operationId, requestId));
}

const cancellation = (row: CancelledDoor, revocationId: string, requestId: string): AuditInput => ({
  event: eventOf[row.action],
  phase: 'cancelled',
  actor: { kind: 'system', name: 'operations' },
  object: row.personId ? { type: 'person', id: row.personId } : { type: 'operation', id: row.operationId },
  buildingId: row.buildingId ?? undefined,
  operationId: row.operationId,
  requestId,
  details: { doorId: row.doorId, callId: row.itemId, overtakenBy: revocationId },
});
