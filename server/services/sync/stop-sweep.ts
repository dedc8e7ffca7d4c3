import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { stopRunningSweep } from '#server/mirror/sweep-state';

/** Ends the sweep under way at its next page. What it has read stays, nothing is removed. Null when none was. */
export async function stopSweep(session: Session): Promise<{ generation: number | null }> {
  await requirePermission(session, 'sync.run');
  const at = await now();
  return db().transaction(async (tx) => {
    const stopped = await stopRunningSweep(tx, at);
    if (!stopped) return { generation: null };
    const { generation, calls } = stopped;
    await appendAudit(tx, {
      event: 'sync.stop',
      phase: 'done',
      actor: staffActor(session),
      requestId: session.requestId,
      details: { generation, calls },
    });
    return { generation };
  });
}
