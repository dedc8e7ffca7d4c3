import { Refusal } from '#lib/errors';
import { appendAudit } from '#server/audit/append';
import type { Session } from '#server/auth/session';
import { sessionAddress } from '#server/auth/sessions';
import { startAttempt } from '#server/auth/sign-in-limits';
import { staffActor } from '#server/auth/staff-actor';
import { db } from '#server/db/pool';
import { settings } from '#server/settings';

type Guess = { event: 'session.prove' | 'password.change'; reason: 'limited_proof' | 'limited_password' };

/**
 * Counts a try at proving who this is like one to sign in, so that a stolen session cannot guess. Throws Refusal
 * `limited`, of which the log tells once an hour.
 */
export async function startProof(session: Session, { event, reason }: Guess) {
  const { staff, sessionId, requestId } = session;
  const attempt = await startAttempt(db(), settings().secrets.session, {
    email: staff.email,
    address: await sessionAddress(db(), sessionId),
  });
  if (!attempt.limited) return attempt;
  if (attempt.isFirst) {
    await db().transaction((tx) =>
      appendAudit(tx, {
        event,
        phase: 'denied',
        actor: staffActor({ staff, sessionId }),
        object: { type: 'staff', id: staff.id },
        requestId,
        details: { reason },
      }),
    );
  }
  throw new Refusal('limited', { params: { reason } });
}
