import { eq, sql } from 'drizzle-orm';
import { appendAudit } from '#server/audit/append';
import { removeFactor } from '#server/auth/factors';
import { lockManaged } from '#server/auth/manageable';
import { requirePermission, requireProof } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { staffIdentity } from '#server/db/schema/factors';
import { staff } from '#server/db/schema/staff';
import { sessionEnds } from '../account/session-ends.ts';
import { handOver } from './hand-over.ts';
import { keepAnOwner } from './set-rights.ts';
import { staffEntry } from './staff-entry.ts';

/**
 * Somebody leaves: sessions, links, authenticator and single sign-on end in one step, and what of theirs is queued is
 * not sent. Tasks they had taken are free again; plans they made go on under whoever ends them, who holds all that they
 * held. Their name stays in the log. Throws Refusal `refused` (oneself, the last owner), `forbidden_or_missing`.
 */
export async function leaveStaff(session: Session, { staffId }: { staffId: string }): Promise<void> {
  await requirePermission(session, 'staff.manage');
  requireProof(session);
  await db().transaction(async (tx) => {
    const member = await lockManaged(tx, session, staffId);
    await tx.update(staff).set({ disabledAt: sql`now()`, passwordHash: null }).where(eq(staff.id, staffId));
    await keepAnOwner(tx);
    await removeFactor(tx, staffId);
    await tx.delete(staffIdentity).where(eq(staffIdentity.staffId, staffId));
    const { sessions, ...handedOver } = await handOver(tx, staffId, session.staff.id);
    await appendAudit(tx, [staffEntry(session, 'staff.leave', member, handedOver), ...sessionEnds(session, sessions)]);
  });
}
