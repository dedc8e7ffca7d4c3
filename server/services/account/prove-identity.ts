import { eq } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { Proof } from '#lib/schemas/proof';
import { appendAudit } from '#server/audit/append';
import { takeCode } from '#server/auth/factors';
import { verifyPassword } from '#server/auth/password';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { renewSession } from '#server/auth/sessions';
import { forgiveAttempt } from '#server/auth/sign-in-limits';
import { staffActor } from '#server/auth/staff-actor';
import { writeSessionCookie } from '#server/auth/write-session-cookie';
import { db } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';
import { startProof } from './start-proof.ts';

/**
 * Proves that whoever uses this session is its person. The session gets a new id, is fresh for ten minutes, and is
 * unlocked where it was locked. Wrong proofs count like wrong sign-ins, so that a stolen session cannot guess. Throws
 * Refusal `refused`, `limited`, or `step_up` when the session ended meanwhile.
 */
export async function proveIdentity(session: Session, proof: Proof): Promise<void> {
  await requirePermission(session, 'account.manage');
  const attempt = await startProof(session, { event: 'session.prove', reason: 'limited_proof' });
  const isPasswordRight = proof.kind === 'password' && (await isOwnPassword(session, proof.value));

  const isRight = await db().transaction(async (tx) => {
    const isProved = isPasswordRight || (proof.kind === 'code' && (await takeCode(tx, session.staff.id, proof.value)));
    if (!isProved) {
      await appendAudit(tx, proofEntry(session, 'denied', session.sessionId));
      return false;
    }
    await forgiveAttempt(tx, attempt);
    const sessionId = await renewSession(tx, session.sessionId);
    if (!sessionId) throw new Refusal('step_up', { params: { reason: 'session_ended' } });
    await appendAudit(tx, proofEntry(session, 'done', sessionId));
    await writeSessionCookie({ sessionId, staffId: session.staff.id });
    return true;
  });
  const reason = proof.kind === 'password' ? 'password_wrong' : 'code_wrong';
  if (!isRight) throw new Refusal('refused', { field: 'value', params: { reason } });
}

async function isOwnPassword(session: Session, typed: string): Promise<boolean> {
  const [member] = await db()
    .select({ passwordHash: staff.passwordHash })
    .from(staff)
    .where(eq(staff.id, session.staff.id));
  return verifyPassword(typed, member?.passwordHash ?? null);
}

const proofEntry = (session: Session, phase: 'done' | 'denied', sessionId: string) => ({
  event: 'session.prove' as const,
  phase,
  actor: staffActor(session),
  object: { type: 'session' as const, id: sessionId },
  requestId: session.requestId,
});
