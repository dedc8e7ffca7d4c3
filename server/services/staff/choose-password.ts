import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { ChoosePasswordInput } from '#lib/schemas/staff';
import { appendAudit } from '#server/audit/append';
import { refuseCommonPassword } from '#server/auth/common-passwords';
import { readLink, takeLink } from '#server/auth/one-time-link';
import { hashPassword } from '#server/auth/password';
import { isEmployed } from '#server/auth/rights';
import { endSessionsOf } from '#server/auth/sessions';
import { isVouchedFor } from '#server/auth/vouched-for';
import { db, type Tx } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';

const purposes: ('invite' | 'password_reset')[] = ['invite', 'password_reset'];

/**
 * Whom a link is for, so that its page can say so. Throws Refusal `stale` when it does not work any more, or whoever
 * made it may not do so any more.
 */
export async function readPasswordLink({ token }: { token: string }): Promise<{ email: string; isInvite: boolean }> {
  return db().transaction(async (tx) => {
    const { purpose, staffId } = await readLink(tx, token, purposes);
    const { email } = await findInvited(tx, staffId);
    return { email, isInvite: purpose === 'invite' };
  });
}

/**
 * Uses a link up and sets the password its owner chose; their sessions end. An authenticator is asked for at the
 * sign-in that follows, as ever. Throws Refusal `stale`, or `invalid` for a password that is guessed first.
 */
export async function choosePassword(
  { token, password }: ChoosePasswordInput,
  requestId: string = randomUUID(),
): Promise<{ email: string }> {
  // Nobody without a link gets as far as the hash, which takes time and memory.
  await readPasswordLink({ token });
  refuseCommonPassword(password, 'password');
  const passwordHash = await hashPassword(password);
  return db().transaction(async (tx) => {
    const { purpose, staffId } = await takeLink(tx, token, purposes);
    const member = await findInvited(tx, staffId);
    await tx.update(staff).set({ passwordHash }).where(eq(staff.id, member.id));
    const ended = await endSessionsOf(tx, member.id);
    await appendAudit(tx, {
      event: purpose === 'invite' ? 'staff.join' : 'password.change',
      phase: 'done',
      actor: { kind: 'staff', staffId: member.id },
      object: { type: 'staff', id: member.id },
      requestId,
      details: { endedSessions: ended.length },
    });
    return { email: member.email };
  });
}

async function findInvited(tx: Tx, staffId: string | null): Promise<{ id: string; email: string }> {
  const [member] = await tx
    .select({ id: staff.id, email: staff.email })
    .from(staff)
    .where(and(eq(staff.id, staffId ?? ''), isEmployed));
  if (!member || !(await isVouchedFor(tx, member.id))) throw new Refusal('stale', { params: { reason: 'link_used' } });
  return member;
}
