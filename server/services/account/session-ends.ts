import type { AuditInput } from '#server/audit/append';
import type { Session } from '#server/auth/session';

/** One entry for each session that somebody ended themselves. */
export const sessionEnds = (session: Session, endedIds: string[]): AuditInput[] =>
  endedIds.map((id) => ({
    event: 'session.end',
    phase: 'done',
    actor: { kind: 'staff', staffId: session.staff.id, sessionId: session.sessionId },
    object: { type: 'session', id },
    requestId: session.requestId,
  }));
