import { and, eq } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { ChangePasswordInput } from '#lib/schemas/password';
import { appendAudit } from '#server/audit/append';
import { refuseCommonPassword } from '#server/auth/common-passwords';
import { hashPassword, verifyPassword } from '#server/auth/password';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { endSessionsOf } from '#server/auth/sessions';
import { forgiveAttempt } from '#server/auth/sign-in-limits';
import { staffActor } from '#server/auth/staff-actor';
import { db } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';
import { sessionEnds } from './session-ends.ts';
import { startProof } from './start-proof.ts';

/**
 * Changes the viewer's own password and ends all their other sessions. Wrong current passwords count like wrong
 * sign-ins, so that a stolen session cannot guess. Throws Refusal `refused`, `limited`, or `stale` when it was changed
 * from elsewhere meanwhile.
 */
export async function changePassword(session: Session, input: ChangePasswordInput): Promise<{ endedSessions: number }> {
  await requirePermission(session, 'account.manage');
  refuseCommonPassword(input.newPassword, 'newPassword');
  const attempt = await startProof(session, { event: 'password.change', reason: 'limited_password' });
  const currentHash = await verifyCurrent(session, input.currentPassword);
  const passwordHash = await hashPassword(input.newPassword);

  return db().transaction(async (tx) => {
    const changed = await tx
      .update(staff)
      .set({ passwordHash })
      .where(and(eq(staff.id, session.staff.id), eq(staff.passwordHash, currentHash)))
      .returning({ id: staff.id });
    if (changed.length === 0) throw new Refusal('stale');
    await forgiveAttempt(tx, attempt);
    const ended = await endSessionsOf(tx, session.staff.id, { except: session.sessionId });
    await appendAudit(tx, [changeEntry(session, 'done'), ...sessionEnds(session, ended)]);
    return { endedSessions: ended.length };
  });
}

/** The hash of the current password. Throws Refusal `refused` when that is not what was typed; audited. */
async function verifyCurrent(session: Session, typed: string): Promise<string> {
  const [member] = await db()
    .select({ passwordHash: staff.passwordHash })
    .from(staff)
    .where(eq(staff.id, session.staff.id));
  const hash = member?.passwordHash ?? null;
  if ((await verifyPassword(typed, hash)) && hash !== null) return hash;
  await db().transaction((tx) => appendAudit(tx, changeEntry(session, 'denied')));
  throw new Refusal('refused', { field: 'currentPassword', params: { reason: 'current_password_wrong' } });
}

const changeEntry = (session: Session, phase: 'done' | 'denied') => ({
  event: 'password.change' as const,
  phase,
  actor: staffActor(session),
  object: { type: 'staff' as const, id: session.staff.id },
  requestId: session.requestId,
});
