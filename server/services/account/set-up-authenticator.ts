import { Refusal } from '#lib/errors';
import type { AuthenticatorStart } from '#lib/schemas/authenticator';
import { appendAudit } from '#server/audit/append';
import { confirmFactor, replaceRecoveryCodes, startFactor } from '#server/auth/factors';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { endSessionsOf, renewSession } from '#server/auth/sessions';
import { staffActor } from '#server/auth/staff-actor';
import { totpUri } from '#server/auth/totp';
import { writeSessionCookie } from '#server/auth/write-session-cookie';
import { db } from '#server/db/pool';
import { sessionEnds } from './session-ends.ts';

/**
 * A new secret for the viewer's authenticator app; it counts once `confirmAuthenticator` saw a code. Throws `stale`
 * when one is set up.
 */
export async function startAuthenticator(session: Session): Promise<AuthenticatorStart> {
  await requirePermission(session, 'account.manage');
  const secret = await db().transaction((tx) => startFactor(tx, session.staff.id));
  if (!secret) throw new Refusal('stale', { params: { reason: 'authenticator_exists' } });
  return { secret, uri: totpUri(secret, session.staff.email) };
}

/**
 * Takes the first code of the new authenticator. Ends the viewer's other sessions and gives this one a new id. Resolves
 * to the recovery codes: this is the only time anyone sees them. Throws Refusal `refused` for a wrong code.
 */
export async function confirmAuthenticator(session: Session, { code }: { code: string }): Promise<string[]> {
  await requirePermission(session, 'account.manage');
  const staffId = session.staff.id;
  return db().transaction(async (tx) => {
    const codes = await confirmFactor(tx, staffId, code);
    if (!codes) throw new Refusal('refused', { field: 'code', params: { reason: 'code_wrong' } });
    const ended = await endSessionsOf(tx, staffId, { except: session.sessionId });
    const sessionId = await renewSession(tx, session.sessionId);
    if (!sessionId) throw new Refusal('step_up', { params: { reason: 'session_ended' } });
    await appendAudit(tx, [factorEntry(session, 'authenticator.add'), ...sessionEnds(session, ended)]);
    await writeSessionCookie({ sessionId, staffId });
    return codes;
  });
}

/** New recovery codes; the older ones stop working. Throws Refusal `stale` without an authenticator. */
export async function renewRecoveryCodes(session: Session): Promise<string[]> {
  await requirePermission(session, 'account.manage');
  if (!session.hasAuthenticator) throw new Refusal('stale', { params: { reason: 'authenticator_missing' } });
  return db().transaction(async (tx) => {
    const codes = await replaceRecoveryCodes(tx, session.staff.id);
    await appendAudit(tx, factorEntry(session, 'recovery.renew'));
    return codes;
  });
}

const factorEntry = (session: Session, event: 'authenticator.add' | 'recovery.renew') => ({
  event,
  phase: 'done' as const,
  actor: staffActor(session),
  object: { type: 'staff' as const, id: session.staff.id },
  requestId: session.requestId,
});
