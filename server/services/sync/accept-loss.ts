import { eq, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { AcceptLossInput } from '#lib/schemas/sync';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { sweep } from '#server/db/schema/mirror';
import { retireMissing } from '#server/mirror/retire-missing';
import { addChanges } from '#server/mirror/sweep-changes';
import type { Sweep } from '#server/mirror/sweep-state';
import { readLoss } from './get-loss.ts';
import { isAcceptable, newestClosedSweep } from './newest-sweep.ts';

/**
 * Takes a person's word that what a suspect sweep missed is gone indeed: it goes at once, and the sweep counts as
 * complete. Throws Refusal `stale` when it is no longer the newest one or was decided on, `refused` when it did not
 * read everything, and `forbidden_or_missing` when some of the loss lies out of the viewer's scope.
 */
export async function acceptLoss(session: Session, { generation }: AcceptLossInput): Promise<{ lost: number }> {
  await requirePermission(session, 'sync.run');
  const at = await now();
  return db().transaction(async (tx) => {
    const suspect = await lockSuspect(tx, generation);
    const loss = await readLoss(tx, session, generation);
    if (loss.outside) throw new Refusal('forbidden_or_missing', { params: { reason: 'loss_out_of_scope' } });
    const gone = await retireMissing(tx, { generation, at, by: 'person' });
    await tx
      .update(sweep)
      .set({
        state: 'complete',
        acceptedAt: sql`clock_timestamp()`,
        acceptedBy: session.staff.id,
        changes: addChanges(suspect.changes, gone),
      })
      .where(eq(sweep.generation, generation));
    const counts = Object.fromEntries(loss.kinds.map(({ kind, count }) => [kind, count]));
    await appendAudit(tx, {
      event: 'sync.accept_loss',
      phase: 'done',
      actor: staffActor(session),
      requestId: session.requestId,
      details: { generation, reason: suspect.reason ?? '', lost: counts },
    });
    return { lost: loss.kinds.reduce((sum, { count }) => sum + count, 0) };
  });
}

async function lockSuspect(tx: Tx, generation: number): Promise<Sweep> {
  const newest = await newestClosedSweep(tx);
  const [found] = await tx.select().from(sweep).where(eq(sweep.generation, generation)).for('update');
  if (found?.state !== 'suspect' || newest?.generation !== generation) {
    throw new Refusal('stale', { params: { reason: 'loss_decided' } });
  }
  if (!isAcceptable(found)) throw new Refusal('refused', { params: { reason: 'loss_unknown' } });
  return found;
}
