import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { boss, enqueue } from '#server/jobs/boss';
import { openSweep } from '#server/mirror/sweep-state';

/** Starts a full sweep, or joins the one under way; the worker does it. */
export async function requestSweep(session: Session): Promise<{ generation: number }> {
  await requirePermission(session, 'sync.run');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const { generation } = await openSweep(tx, at);
    await enqueue(jobs, tx, 'sweep-openkit', {});
    await appendAudit(tx, {
      event: 'sync.start',
      phase: 'done',
      actor: staffActor(session),
      requestId: session.requestId,
      details: { generation },
    });
    return { generation };
  });
}
