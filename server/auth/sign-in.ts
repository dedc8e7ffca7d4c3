import { eq } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { appendAudit } from '#server/audit/append';
import type { Db } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';
import { hasFactor, takeCode } from './factors.ts';
import { verifyPassword } from './password.ts';
import { isEmployed } from './rights.ts';
import type { SessionToken } from './session-token.ts';
import { endSession, startSession } from './sessions.ts';
import { forgiveAttempt, forgiveTry, startAttempt } from './sign-in-limits.ts';

export type SignInRequest = {
  email: string;
  password: string;
  /** From the authenticator, or a recovery code; empty while nobody asked for it. */
  code?: string;
  address: string;
  userAgent: string | null;
  /** Under which the log has it. */
  requestId: string;
  /** The session this browser had until now; it ends, so that no cookie outlives a sign-in. */
  previous: SessionToken | null;
};

/**
 * Signs a staff member in with email, password and, where they have an authenticator, its code; opens a session under a
 * new id. Audited either way. Throws Refusal `refused` (wrong email, wrong password, disabled: one answer, one amount
 * of work), `limited`, or `step_up` with `code_required` when the password was right and the code is still to come.
 */
export async function signIn(db: Db, limitKey: string, request: SignInRequest): Promise<SessionToken> {
  const email = request.email.trim().toLowerCase();
  const attempt = await startAttempt(db, limitKey, { email, address: request.address });
  const [member] = await db
    .select({ id: staff.id, passwordHash: staff.passwordHash, isEmployed })
    .from(staff)
    .where(eq(staff.email, email));
  const seen = { email, address: request.address };
  const recordRefusal = (reason: string) =>
    db.transaction((tx) =>
      appendAudit(tx, {
        event: 'session.refuse',
        phase: 'denied',
        actor: { kind: 'anonymous' },
        object: member && { type: 'staff', id: member.id },
        requestId: request.requestId,
        details: { reason },
        personal: seen,
      }),
    );
  if (attempt.limited) {
    if (attempt.isFirst) await recordRefusal('limited_sign_in');
    throw new Refusal('limited', { params: { reason: 'limited_sign_in' } });
  }
  const hash = member?.isEmployed ? member.passwordHash : null;
  const isRight = await verifyPassword(request.password, hash);
  if (!member || !isRight) {
    await recordRefusal('sign_in_refused');
    throw new Refusal('refused', { params: { reason: 'sign_in_refused' } });
  }
  const needsCode = await hasFactor(db, member.id);
  if (needsCode && !request.code) {
    await forgiveTry(db, attempt);
    throw new Refusal('step_up', { params: { reason: 'code_required' } });
  }

  const token = await db.transaction(async (tx) => {
    if (needsCode && !(await takeCode(tx, member.id, request.code ?? ''))) return null;
    await forgiveAttempt(tx, attempt);
    if (request.previous) await endSession(tx, request.previous.sessionId);
    const sessionId = await startSession(tx, member.id, request);
    await appendAudit(tx, {
      event: 'session.start',
      phase: 'done',
      actor: { kind: 'staff', staffId: member.id, sessionId },
      object: { type: 'session', id: sessionId },
      requestId: request.requestId,
      personal: seen,
    });
    return { sessionId, staffId: member.id };
  });
  if (token) return token;
  await recordRefusal('code_wrong');
  throw new Refusal('refused', { params: { reason: 'code_wrong' } });
}
