import { randomUUID } from 'node:crypto';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { Refusal } from '#lib/errors';
import { type Db, db } from '#server/db/pool';
import { settings } from '#server/settings';
import { type Rights, readRights } from './rights.ts';
import { sessionCookie } from './session-cookie.ts';
import { readSessionToken, type SessionToken } from './session-token.ts';
import { isSessionAlive } from './sessions.ts';

/** Who is asking, what their role is and where it holds. Made anew for each request: rights act on the next one. */
export type Session = Rights & { sessionId: string; requestId: string };

/** The session of this request. Throws Refusal `step_up` when there is none, or it ended, or the person may not sign in. */
export const currentSession = cache(() => requestSession({ touch: true }));

/** The same, once a call; with `touch: false` asking does not count as activity (pages that poll by themselves). */
export async function requestSession({ touch }: { touch: boolean }): Promise<Session> {
  const token = await currentSessionToken();
  const session = token && (await findSession(db(), token, { touch }));
  if (!session) throw new Refusal('step_up', { params: { reason: 'session_ended' } });
  return session;
}

/** What this request's cookie names, whether or not that session still lives. */
export async function currentSessionToken(): Promise<SessionToken | null> {
  const { web, secrets } = settings();
  return await readSessionToken((await cookies()).get(sessionCookie(web.publicUrl).name)?.value, secrets.session);
}

/** Looks a session up in the database. Null when it ended, idled or aged out, or its owner was disabled. */
export async function findSession(db: Db, token: SessionToken, options: { touch: boolean }): Promise<Session | null> {
  if (!(await isSessionAlive(db, token, options))) return null;
  const rights = await readRights(db, token.staffId);
  return rights && { ...rights, sessionId: token.sessionId, requestId: randomUUID() };
}
