import type { AuditInput } from '#server/audit/append';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';

type StaffEvent = 'staff.invite' | 'staff.manage' | 'staff.reset' | 'staff.leave' | 'authenticator.reset';

/** The record of something done to a staff member; their name and email stand beside the chain. */
export const staffEntry = (
  session: Session,
  event: StaffEvent,
  member: { id: string; email: string; name: string },
  details: AuditInput['details'] = {},
): AuditInput => ({
  event,
  phase: 'done',
  actor: staffActor(session),
  object: { type: 'staff', id: member.id },
  requestId: session.requestId,
  details,
  personal: { email: member.email, name: member.name },
});
