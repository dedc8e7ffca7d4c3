import type { AuditActor } from '../audit/append.ts';
import type { Session } from './session.ts';

/** Whoever asks in a session, as the audit log names them. */
export const staffActor = ({ staff, sessionId }: Pick<Session, 'staff' | 'sessionId'>): AuditActor => ({
  kind: 'staff',
  staffId: staff.id,
  sessionId,
});
