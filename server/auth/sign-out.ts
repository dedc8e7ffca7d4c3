import { cookies } from 'next/headers';
import { appendAudit } from '#server/audit/append';
import { type Db, db } from '#server/db/pool';
import { settings } from '#server/settings';
import { currentSessionToken } from './session.ts';
import { sessionCookie } from './session-cookie.ts';
import type { SessionToken } from './session-token.ts';
import { endSession } from './sessions.ts';

/** Ends a session for every copy of its cookie. Audited when it was still open. */
export async function signOut(db: Db, { sessionId }: SessionToken, requestId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const ended = await endSession(tx, sessionId);
    if (!ended) return;
    await appendAudit(tx, {
      event: 'session.end',
      phase: 'done',
      actor: { kind: 'staff', staffId: ended.staffId, sessionId },
      object: { type: 'session', id: sessionId },
      requestId,
    });
  });
}

/** Takes the cookie from this browser and ends the session it named. Only inside a server action. */
export async function endCurrentSession(_input: undefined, requestId: string): Promise<void> {
  const token = await currentSessionToken();
  const { name, options } = sessionCookie(settings().web.publicUrl);
  // Not `delete`: browsers ignore an answer about a `__Host-` cookie that lacks its attributes.
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
  if (token) await signOut(db(), token, requestId);
}
