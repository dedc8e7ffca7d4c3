import { sql } from 'drizzle-orm';
import type { AuditInput } from '../audit/append.ts';
import type { Tx } from '../db/pool.ts';
import { type CancelledDoor, cancelDoors } from './cancel-doors.ts';
import { finishOperations } from './finish-operation.ts';
import type { KeyedItem } from './insert-items.ts';
import { eventOf } from './new-operation.ts';
import { type OpenCall, placesOf } from './open-calls.ts';

type Revoking = { operationId: string; requestId: string; items: readonly KeyedItem[] };

/**
 * The revocations of an operation cancel what was asked earlier for the same person and door and was not sent yet:
 * otherwise the door would open again right after it closed. Answers the records for the log.
 */
export async function overtake(tx: Tx, revoking: Revoking, open: readonly OpenCall[]): Promise<AuditInput[]> {
  const { operationId, requestId, items } = revoking;
  const revoked = new Set(
    items.flatMap((item) =>
      item.action === 'revoke' ? item.doors.flatMap(({ doorId }) => placesOf(item, doorId)) : [],
    ),
  );
  const overtaken = open.filter(
    (call) =>
      call.action !== 'revoke' &&
      call.state === 'queued' &&
      placesOf(call, call.doorId).some((place) => revoked.has(place)),
  );
  if (overtaken.length === 0) return [];
  const itemIds = sql`${sql.param(overtaken.map((call) => call.itemId))}::uuid[]`;
  const doorIds = sql`${sql.param(overtaken.map((call) => call.doorId))}::uuid[]`;
  // Looked up in a hash (`is true`), and not as a join, which compares each with each while there are no statistics.
  const isOvertaken = sql`d.item_id = any(${itemIds})
    and ((d.item_id, d.door_id) in (select * from unnest(${itemIds}, ${doorIds}))) is true`;
  const cancelled = await cancelDoors(tx, isOvertaken, 'overtaken');
  await finishOperations(tx, [...new Set(cancelled.map((row) => row.operationId))]);
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
