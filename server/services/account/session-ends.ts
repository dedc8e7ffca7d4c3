import type { AuditInput } from '#server/audit/append';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';

/** One entry for each session that somebody ended themselves. */
export const sessionEnds = (session: Session, endedIds: string[]): AuditInput[] =>
  endedIds.map((id) => ({
    event: 'session.end',
    phase: 'done',
    actor: staffActor(session),
    object: { type: 'session', id },
    requestId: session.requestId,
  }));
