import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { lockSession } from '#server/auth/sessions';
import { staffActor } from '#server/auth/staff-actor';
import { db } from '#server/db/pool';

/**
 * Locks the viewer's session on the server: every copy of its cookie and every open tab, until they prove who they are.
 */
export async function lockScreen(session: Session): Promise<void> {
  await requirePermission(session, 'account.manage');
  await db().transaction(async (tx) => {
    if (!(await lockSession(tx, session.sessionId))) return;
    await appendAudit(tx, {
      event: 'session.lock',
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'session', id: session.sessionId },
      requestId: session.requestId,
    });
  });
}
