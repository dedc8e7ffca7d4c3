import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { appendAudit } from '#server/audit/append';
import type { Db } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';
import { verifyPassword } from './password.ts';
import type { SessionToken } from './session-token.ts';
import { endSession, startSession } from './sessions.ts';
import { forgiveAttempt, startAttempt } from './sign-in-limits.ts';

export type SignInRequest = {
  email: string;
  password: string;
  address: string;
  userAgent: string | null;
  /** The session this browser had until now; it ends, so that no cookie outlives a sign-in. */
  previous: SessionToken | null;
};

/**
 * Signs a staff member in with email and password and opens a session under a new id. Audited either way.
 * Throws Refusal `refused` (wrong email, wrong password, disabled: one answer, one amount of work) or `limited`.
 */
export async function signIn(db: Db, limitKey: string, request: SignInRequest): Promise<SessionToken> {
  const email = request.email.trim().toLowerCase();
  const attempt = await startAttempt(db, limitKey, { email, address: request.address });
  if (attempt.limited) throw new Refusal('limited', { params: { reason: 'limited_sign_in' } });

  const [member] = await db.select().from(staff).where(eq(staff.email, email));
  const hash = member && !member.disabledAt ? member.passwordHash : null;
  const isRight = await verifyPassword(request.password, hash);
  const seen = { email, address: request.address };
  if (!member || !isRight) {
    await db.transaction((tx) =>
      appendAudit(tx, {
        event: 'session.refuse',
        phase: 'denied',
        actor: { kind: 'anonymous' },
        object: member && { type: 'staff', id: member.id },
        requestId: randomUUID(),
        personal: seen,
      }),
    );
    throw new Refusal('refused', { params: { reason: 'sign_in_refused' } });
  }

  return await db.transaction(async (tx) => {
    await forgiveAttempt(tx, attempt);
    if (request.previous) await endSession(tx, request.previous.sessionId);
    const sessionId = await startSession(tx, member.id, request);
    await appendAudit(tx, {
      event: 'session.start',
      phase: 'done',
      actor: { kind: 'staff', staffId: member.id, sessionId },
      object: { type: 'session', id: sessionId },
      requestId: randomUUID(),
      personal: seen,
    });
    return { sessionId, staffId: member.id };
  });
}
