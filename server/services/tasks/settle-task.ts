import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { SettleTaskInput } from '#lib/schemas/task';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { mayFinishIn } from './colleagues.ts';

/**
 * Takes a task, gives it back, hands it to a colleague, or takes a person's word that it is done: OpenKit does not
 * tell. Throws Refusal `forbidden_or_missing`, `stale` when it is done already or somebody else's to give back,
 * `invalid` on `assigneeId` when they may not finish it.
 */
export async function settleTask(session: Session, input: SettleTaskInput): Promise<void> {
  const { taskId, act } = input;
  const assigneeId = input.act === 'hand_over' ? input.assigneeId : null;
  await requirePermission(session, 'task.manage');
  const at = await now();
  const me = session.staff.id;
  const changes: Record<SettleTaskInput['act'], { set: SQL; where: SQL }> = {
    take: { set: sql`assignee_id = ${me}`, where: sql`assignee_id is null` },
    give_back: { set: sql`assignee_id = null`, where: sql`assignee_id = ${me}` },
    hand_over: { set: sql`assignee_id = ${assigneeId}`, where: sql`true` },
    done: { set: sql`done_at = ${at}::timestamptz, done_by = ${me}`, where: sql`true` },
  };
  await db().transaction(async (tx) => {
    const { set, where } = changes[act];
    const found = await tx.execute<{ buildingId: string; isOpen: boolean }>(sql`
      select building_id as "buildingId", done_at is null and (${where}) as "isOpen" from task
      where id = ${taskId} and ${inScope(session, sql`building_id`)} for update`);
    const [task] = found.rows;
    if (!task) throw new Refusal('forbidden_or_missing', { params: { reason: 'task_gone' } });
    if (!task.isOpen) throw new Refusal('stale', { params: { reason: 'task_settled' } });
    if (assigneeId) await requireColleague(tx, assigneeId, task.buildingId);
    await tx.execute(sql`update task set ${set} where id = ${taskId}`);
    await appendAudit(tx, {
      event: 'task.settle',
      phase: 'done',
      actor: { kind: 'staff', staffId: me, sessionId: session.sessionId },
      object: { type: 'task', id: taskId },
      buildingId: task.buildingId,
      requestId: session.requestId,
      details: { act, ...(assigneeId && { assigneeId }) },
    });
  });
}

async function requireColleague(tx: Tx, assigneeId: string, buildingId: string): Promise<void> {
  const found = await tx.execute(sql`select 1 from staff where id = ${assigneeId} and ${mayFinishIn(buildingId)}`);
  if (found.rows.length === 0)
    throw new Refusal('invalid', { field: 'assigneeId', params: { reason: 'colleague_elsewhere' } });
}
