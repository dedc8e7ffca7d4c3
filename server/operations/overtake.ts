import { sql } from 'drizzle-orm';
import { type AuditInput, appendAudit } from '../audit/append.ts';
import type { Db, Tx } from '../db/pool.ts';
import { type CancelledDoor, cancelDoors } from './cancel-doors.ts';
import { finishOperations } from './finish-operation.ts';
import { eventOf, type NewItem } from './new-operation.ts';
import { type CallPerson, type OpenCall, openCalls, placesOf } from './open-calls.ts';

type Revoking = { operationId: string; requestId: string };
type Call = CallPerson & Pick<NewItem, 'action'> & { doors: readonly { doorId: string }[] };

/** More would keep whoever accepts a revocation waiting, each being recorded by itself: the worker cancels the rest. */
const mostAtOnce = 200;

/**
 * The revocations of an operation cancel what was asked earlier for the same person and door and was not sent yet:
 * otherwise the door would open again right after it closed. Answers the records for the log; `isRestLeft`: call
 * `overtakeRest` for more, of which none is sent meanwhile (`doorsOutOfOrder`).
 */
export async function overtake(
  tx: Tx,
  revoking: Revoking & { items: readonly Call[] },
  open: readonly OpenCall[],
): Promise<{ records: AuditInput[]; isRestLeft: boolean }> {
  const overtaken = overtakenOf(revoking.items, open);
  const now = overtaken.slice(0, mostAtOnce);
  return { records: await cancelOvertaken(tx, revoking, now), isRestLeft: now.length < overtaken.length };
}

/** Cancels what `overtake` left of what the revocations of an operation overtook, a part at a time. */
export async function overtakeRest(db: Db, operationId: string): Promise<void> {
  const { requestId, items } = await readRevoking(db, operationId);
  const overtaken = overtakenOf(items, await openCalls(db, operationId, items, { isEarlier: true }));
  for (let first = 0; first < overtaken.length; first += mostAtOnce) {
    const part = overtaken.slice(first, first + mostAtOnce);
    await db.transaction(async (tx) => appendAudit(tx, await cancelOvertaken(tx, { operationId, requestId }, part)));
  }
}

async function readRevoking(db: Db, operationId: string): Promise<{ requestId: string; items: Call[] }> {
  const found = await db.execute<CallPerson & { requestId: string; doorId: string }>(sql`
    select o.request_id as "requestId", i.person_key as "personKey", i.person_id as "personId", d.door_id as "doorId"
    from operation o join operation_item i on i.operation_id = o.id and i.action = 'revoke'
    join operation_item_door d on d.operation_id = o.id and d.item_id = i.id and d.state <> 'cancelled'
    where o.id = ${operationId}`);
  return {
    requestId: found.rows[0]?.requestId ?? '',
    items: found.rows.map(({ doorId, ...person }) => ({ ...person, action: 'revoke', doors: [{ doorId }] })),
  };
}

function overtakenOf(items: readonly Call[], open: readonly OpenCall[]): OpenCall[] {
  const revoked = new Set(
    items.flatMap((item) =>
      item.action === 'revoke' ? item.doors.flatMap(({ doorId }) => placesOf(item, doorId)) : [],
    ),
  );
  return open.filter(
    (call) =>
      call.action !== 'revoke' &&
      call.state === 'queued' &&
      placesOf(call, call.doorId).some((place) => revoked.has(place)),
  );
}

async function cancelOvertaken(tx: Tx, by: Revoking, overtaken: readonly OpenCall[]): Promise<AuditInput[]> {
  if (overtaken.length === 0) return [];
  const itemIds = sql`${sql.param(overtaken.map((call) => call.itemId))}::uuid[]`;
  const doorIds = sql`${sql.param(overtaken.map((call) => call.doorId))}::uuid[]`;
  // Looked up in a hash (`is true`), and not as a join, which compares each with each while there are no statistics.
  const isOvertaken = sql`d.item_id = any(${itemIds})
    and ((d.item_id, d.door_id) in (select * from unnest(${itemIds}, ${doorIds}))) is true`;
  const cancelled = await cancelDoors(tx, isOvertaken, 'overtaken');
  await finishOperations(tx, [...new Set(cancelled.map((row) => row.operationId))]);
  return cancelled.map((row) => cancellation(row, by));
}

const cancellation = (row: CancelledDoor, { operationId, requestId }: Revoking): AuditInput => ({
  event: eventOf[row.action],
  phase: 'cancelled',
  actor: { kind: 'system', name: 'operations' },
  object: row.personId ? { type: 'person', id: row.personId } : { type: 'operation', id: row.operationId },
  buildingId: row.buildingId ?? undefined,
  operationId: row.operationId,
  requestId,
  details: { doorId: row.doorId, callId: row.itemId, overtakenBy: operationId },
});
