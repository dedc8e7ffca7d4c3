import { eq } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { LinkMade } from '#lib/schemas/staff';
import { appendAudit } from '#server/audit/append';
import { removeFactor } from '#server/auth/factors';
import { lockManaged, type Managed } from '#server/auth/manageable';
import { makeLink } from '#server/auth/one-time-link';
import { requirePermission, requireProof } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { endSessionsOf } from '#server/auth/sessions';
import { db, type Tx } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';
import { settings } from '#server/settings';
import { sessionEnds } from '../account/session-ends.ts';
import { deliverLink } from './deliver-link.ts';
import { staffEntry } from './staff-entry.ts';

const resetHours = 24;

/**
 * A link to choose a new password, good once and for a day. The password of before works until then; the authenticator
 * stays.
 */
export async function resetPassword(session: Session, { staffId }: { staffId: string }): Promise<LinkMade> {
  await requirePermission(session, 'staff.manage');
  requireProof(session);
  const made = await db().transaction(async (tx) => {
    const member = await lockEmployed(tx, session, staffId);
    const link = await makeResetLink(tx, staffId);
    await appendAudit(tx, staffEntry(session, 'staff.reset', member));
    return { email: member.email, link };
  });
  return deliverLink({ ...made, purpose: 'password_reset', invitedBy: session.staff.name });
}

/**
 * For a lost authenticator. It goes together with password and sessions: a new one is set up on the same proof as the
 * first, a single-use link.
 */
export async function resetAuthenticator(session: Session, { staffId }: { staffId: string }): Promise<LinkMade> {
  await requirePermission(session, 'authenticator.reset');
  requireProof(session);
  const made = await db().transaction(async (tx) => {
    const member = await lockEmployed(tx, session, staffId);
    await removeFactor(tx, staffId);
    await tx.update(staff).set({ passwordHash: null }).where(eq(staff.id, staffId));
    const link = await makeResetLink(tx, staffId);
    const ended = await endSessionsOf(tx, staffId);
    await appendAudit(tx, [staffEntry(session, 'authenticator.reset', member), ...sessionEnds(session, ended)]);
    return { email: member.email, link };
  });
  return deliverLink({ ...made, purpose: 'password_reset', invitedBy: session.staff.name });
}

/** Ends every session of somebody at once. They may sign in again. */
export async function endStaffSessions(
  session: Session,
  { staffId }: { staffId: string },
): Promise<{ endedSessions: number }> {
  await requirePermission(session, 'staff.manage');
  requireProof(session);
  return db().transaction(async (tx) => {
    await lockManaged(tx, session, staffId);
    const ended = await endSessionsOf(tx, staffId);
    await appendAudit(tx, sessionEnds(session, ended));
    return { endedSessions: ended.length };
  });
}

async function lockEmployed(tx: Tx, session: Session, staffId: string): Promise<Managed> {
  const member = await lockManaged(tx, session, staffId);
  if (member.isOut) throw new Refusal('stale', { params: { reason: 'staff_left' } });
  return member;
}

const makeResetLink = (tx: Tx, staffId: string): Promise<string> =>
  makeLink(tx, settings().web.publicUrl, { purpose: 'password_reset', staffId, hours: resetHours });
