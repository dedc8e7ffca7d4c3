import { and, eq } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { endSession, endSessionsOf } from '#server/auth/sessions';
import { db } from '#server/db/pool';
import { session as sessionTable } from '#server/db/schema/staff';
import { sessionEnds } from './session-ends.ts';

/**
 * Ends one of the viewer's own sessions. One that has ended already is fine; throws Refusal `forbidden_or_missing` for
 * a foreign one.
 */
export async function endOwnSession(session: Session, { sessionId }: { sessionId: string }): Promise<void> {
  await requirePermission(session, 'account.manage');
  await db().transaction(async (tx) => {
    const mine = and(eq(sessionTable.id, sessionId), eq(sessionTable.staffId, session.staff.id));
    if ((await tx.$count(sessionTable, mine)) === 0) throw new Refusal('forbidden_or_missing');
    if (await endSession(tx, sessionId)) await appendAudit(tx, sessionEnds(session, [sessionId]));
  });
}

/** Ends every session of the viewer, this one included: all copies of all their cookies stop working at once. */
export async function endAllOwnSessions(session: Session): Promise<{ endedSessions: number }> {
  await requirePermission(session, 'account.manage');
  return db().transaction(async (tx) => {
    const ended = await endSessionsOf(tx, session.staff.id);
    await appendAudit(tx, sessionEnds(session, ended));
    return { endedSessions: ended.length };
  });
}
