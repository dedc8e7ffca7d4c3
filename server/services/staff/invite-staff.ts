import { eq } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { InviteStaffInput, LinkMade } from '#lib/schemas/staff';
import { appendAudit } from '#server/audit/append';
import { lockManaged } from '#server/auth/manageable';
import { makeLink } from '#server/auth/one-time-link';
import { requirePermission, requireProof } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db, type Tx } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';
import { settings } from '#server/settings';
import { deliverLink } from './deliver-link.ts';
import { checkRights, hasComeIn, keepAnOwner, recordedRights, writeRights } from './set-rights.ts';
import { staffEntry } from './staff-entry.ts';

const inviteHours = 72;

/**
 * Invites somebody by a link that works once, for three days. Somebody who left is taken back with new rights and must
 * choose a new password. Throws Refusal `invalid`, `forbidden_or_missing` for rights the viewer does not hold,
 * `refused` when the email address is taken.
 */
export async function inviteStaff(session: Session, input: InviteStaffInput): Promise<LinkMade> {
  await requirePermission(session, 'staff.manage');
  requireProof(session);
  const { email, name, ...rights } = input;
  const link = await db().transaction(async (tx) => {
    await checkRights(tx, session, rights);
    const id = (await addNew(tx, input)) ?? (await takeBack(tx, session, input));
    await writeRights(tx, id, rights);
    await keepAnOwner(tx);
    const address = await makeLink(tx, settings().web.publicUrl, {
      purpose: 'invite',
      staffId: id,
      hours: inviteHours,
    });
    await appendAudit(tx, staffEntry(session, 'staff.invite', { id, email, name }, recordedRights(rights)));
    return address;
  });
  return deliverLink({ email, link, purpose: 'invite', invitedBy: session.staff.name });
}

async function addNew(tx: Tx, { email, name, role }: InviteStaffInput): Promise<string | undefined> {
  const [made] = await tx
    .insert(staff)
    .values({ email, name, role })
    .onConflictDoNothing({ target: staff.email })
    .returning({ id: staff.id });
  return made?.id;
}

/** Somebody who left, or was invited and never came: the same person, from the start. */
async function takeBack(tx: Tx, session: Session, { email, name }: InviteStaffInput): Promise<string> {
  const taken = new Refusal('refused', { field: 'email', params: { reason: 'email_taken' } });
  const [known] = await tx
    .select({ id: staff.id, hasComeIn: hasComeIn('staff') })
    .from(staff)
    .where(eq(staff.email, email));
  if (!known) throw taken;
  const member = await lockManaged(tx, session, known.id).catch(() => null);
  if (!member || !(member.isOut || !known.hasComeIn)) throw taken;
  await tx.update(staff).set({ name, disabledAt: null, passwordHash: null }).where(eq(staff.id, member.id));
  return member.id;
}
