import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { PauseOperationInput } from '#lib/schemas/operation-control';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { db } from '#server/db/pool';
import { boss, enqueue } from '#server/jobs/boss';
import { laneJob } from '#server/jobs/queues';
import { lockManageable } from './manageable.ts';
import { queuedLanes } from './queued-lanes.ts';

/**
 * Holds back what an operation has not sent yet, or lets it go on. Calls under way are finished and read back either
 * way. Throws Refusal `forbidden_or_missing` unless all its doors are in scope, `stale` when it is over.
 */
export async function pauseOperation(session: Session, input: PauseOperationInput): Promise<void> {
  await requirePermission(session, 'operation.manage');
  const { operationId, isPaused } = input;
  const jobs = await boss();
  await db().transaction(async (tx) => {
    const found = await lockManageable(tx, session, operationId);
    if (!found.isWhole) throw new Refusal('forbidden_or_missing');
    if (found.state !== 'active') throw new Refusal('stale', { params: { reason: 'operation_over' } });
    if (found.isPaused === isPaused) return;
    await tx.execute(sql`
      update operation set paused_at = ${isPaused ? sql`clock_timestamp()` : null} where id = ${operationId}`);
    if (!isPaused) {
      for (const lane of await queuedLanes(tx, operationId)) await enqueue(jobs, tx, laneJob[lane], { operationId });
    }
    await appendAudit(tx, {
      event: 'operation.control',
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'operation', id: operationId },
      operationId,
      requestId: session.requestId,
      details: { control: isPaused ? 'pause' : 'resume' },
    });
  });
}
