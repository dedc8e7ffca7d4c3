import { randomUUID } from 'node:crypto';
import type { Accepted, TransferInput } from '#lib/schemas/tenancy';
import { dayOf } from '#lib/time/day';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { findIntent } from '../operations/find-intent.ts';
import { isSent, sendChanges, writeChanges } from '../reasons/carry-out.ts';
import { addTasks } from '../tasks/add-tasks.ts';
import { closeNeedless } from '../tasks/close-needless.ts';
import { addBackTasks } from './add-back-tasks.ts';
import { planTransfer } from './plan-transfer.ts';
import { tasksOfMoveIn } from './tasks-of-move-in.ts';
import { endTenancies, noteTenancy, startTenancy } from './tenancy-rows.ts';

/**
 * Moves somebody from one unit to another today, as `planTransfer` plans it and `previewTransfer` says it before. Throws
 * Refusal `forbidden_or_missing`, `invalid`, `stale`.
 */
export async function transfer(session: Session, input: TransferInput): Promise<Accepted> {
  await requirePermission(session, 'tenancy.manage');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, input.intentId);
    if (known) return { operationId: known };
    const { old, unit, newcomer, newId, doors, isFound, moving, losing, capped } = await planTransfer(
      tx,
      session,
      input,
      at,
    );
    const planned = moving ? [moving, ...losing, ...capped] : [];
    const operationId = isSent(planned) ? randomUUID() : null;
    await endTenancies(tx, [old.id], { at, operationId });
    const { leaseEnd } = input;
    const leaseStart = unit.timeZone && dayOf(at, unit.timeZone);
    await startTenancy(tx, { ...newcomer, id: newId, unit, leaseStart, leaseEnd, operationId, isFound });
    const assigneeId = session.staff.id;
    await addTasks(tx, tasksOfMoveIn({ unit, doors, newcomer, needsKeycard: false, operationId, assigneeId }));
    const accepted = { operationId, kind: 'transfer', intentId: input.intentId, planned, at } as const;
    await writeChanges(tx, accepted);
    await addBackTasks(tx, session, [old.id], operationId);
    const needless = await closeNeedless(tx, session, { tenancyIds: [old.id], at, operationId });
    await sendChanges(tx, jobs, session, accepted);
    await appendAudit(tx, needless);
    const { personId, name } = newcomer;
    const details = { before: { unit: old.unitName, leaseEnd: old.leaseEnd }, after: { unit: unit.name, leaseEnd } };
    await noteTenancy(tx, session, { event: 'tenancy.change', unit, personId, name, operationId, details });
    return { operationId };
  });
}
