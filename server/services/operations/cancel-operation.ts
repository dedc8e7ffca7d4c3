import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { OperationInput } from '#lib/schemas/operation-control';
import { type AuditInput, appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { type CancelledDoor, cancelDoors } from '#server/operations/cancel-doors';
import { endStopped } from '#server/operations/end-stopped';
import { finishOperations } from '#server/operations/finish-operation';
import { givingWay } from '#server/operations/give-way';
import { eventOf } from '#server/operations/new-operation';
import { reopenReasons } from '#server/operations/reopen-reasons';
import { stopUnderWay } from '#server/operations/stop-under-way';
import { closeNeedless } from '../tasks/close-needless.ts';
import { lockManageable } from './manageable.ts';

/**
 * Stops what an operation has not sent yet, on the doors in scope; of what was sent it is found out what became of it,
 * and it is not sent again. Leases and reasons follow: what is not taken away is still held for them, and what was not
 * given has not begun. Answers how many doors were stopped. Throws Refusal `stale` when there was none.
 */
export async function cancelOperation(session: Session, { operationId }: OperationInput): Promise<{ doors: number }> {
  await requirePermission(session, 'operation.manage');
  const at = await now();
  return givingWay(async (tx) => {
    await lockManageable(tx, session, operationId);
    const isMine = sql`d.operation_id = ${operationId} and ${inScope(session, sql`d.building_id`)}`;
    const cancelled = await cancelDoors(tx, isMine, 'cancelled_by_staff');
    const underWay = await stopUnderWay(tx, isMine);
    if (cancelled.length + underWay === 0) throw new Refusal('stale', { params: { reason: 'nothing_to_stop' } });
    const tenancyIds = await endStopped(tx, operationId, at);
    const kept = cancelled.filter(({ action }) => action !== 'grant');
    await reopenReasons(tx, operationId, kept, tenancyIds);
    const needless = await closeNeedless(tx, session, { tenancyIds, at, operationId });
    await finishOperations(tx, [operationId]);
    await appendAudit(tx, [
      {
        event: 'operation.control',
        phase: 'done',
        actor: staffActor(session),
        object: { type: 'operation', id: operationId },
        operationId,
        requestId: session.requestId,
        details: { control: 'stop', doorCount: cancelled.length + underWay },
      },
      ...cancelled.map((row) => cancellation(row, session)),
      ...needless,
    ]);
    return { doors: cancelled.length + underWay };
  });
}

const cancellation = (row: CancelledDoor, session: Session): AuditInput => ({
  event: eventOf[row.action],
  phase: 'cancelled',
  actor: staffActor(session),
  object: row.personId ? { type: 'person', id: row.personId } : { type: 'operation', id: row.operationId },
  buildingId: row.buildingId ?? undefined,
  operationId: row.operationId,
  requestId: session.requestId,
  details: { doorId: row.doorId, callId: row.itemId, reason: 'cancelled_by_staff' },
});
