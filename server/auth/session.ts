import { randomUUID } from 'node:crypto';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { Refusal } from '#lib/errors';
import { type Db, db } from '#server/db/pool';
import { settings } from '#server/settings';
import { requestIdOf } from './request-id.ts';
import type { Rights } from './rights.ts';
import { sessionCookie } from './session-cookie.ts';
import { readSessionToken, type SessionToken } from './session-token.ts';
import { findLiveSession, type SessionState } from './sessions.ts';

/** What may be done with a session: everything, or first unlock it, or first set up an authenticator. */
export type SessionStage = 'open' | 'locked' | 'enrolling';

/** Who is asking, what their role is and where it holds. Made anew for each request: rights act on the next one. */
export type Session = Rights & {
  sessionId: string;
  requestId: string;
  stage: SessionStage;
  /** They proved who they are within the last ten minutes. */
  isFresh: boolean;
  hasAuthenticator: boolean;
  /** How they signed in; whoever came by `sso` may have no password to prove themselves with. */
  method: SessionState['method'];
};

/**
 * The session of this request. Throws Refusal `step_up` when there is none, or it ended, or the person may not sign in.
 */
export const currentSession = cache(() => requestSession({ touch: true }));

/**
 * The same, once a call; with `touch: false` asking does not count as activity (pages that poll by themselves).
 * A session that is locked or wants an authenticator is refused as well, unless it is what was asked for.
 */
export async function requestSession({ touch }: { touch: boolean }, asked: SessionStage = 'open'): Promise<Session> {
  const token = await currentSessionToken();
  const session = token && (await findSession(db(), token, { touch }));
  if (!session) throw new Refusal('step_up', { params: { reason: 'session_ended' } });
  if (session.stage !== 'open' && session.stage !== asked) {
    const reason = session.stage === 'locked' ? 'session_locked' : 'authenticator_required';
    throw new Refusal('step_up', { params: { reason } });
  }
  return { ...session, requestId: requestIdOf(await headers()) };
}

/** What this request's cookie names, whether or not that session still lives. */
export async function currentSessionToken(): Promise<SessionToken | null> {
  const { web, secrets } = settings();
  const cookie = (await cookies()).get(sessionCookie(web.publicUrl).name)?.value;
  return readSessionToken(cookie, secrets.session, secrets.previousSession);
}

/** Looks a session up in the database. Null when it ended, idled or aged out, or its owner may not sign in any more. */
export async function findSession(db: Db, token: SessionToken, options: { touch: boolean }): Promise<Session | null> {
  const state = await findLiveSession(db, token, options);
  if (!state) return null;
  const { staff, scope, isFresh, hasAuthenticator, method } = state;
  return {
    staff,
    scope,
    sessionId: token.sessionId,
    requestId: randomUUID(),
    stage: stageOf(state),
    isFresh,
    hasAuthenticator,
    method,
  };
}

function stageOf({ isLocked, method, hasAuthenticator }: SessionState): SessionStage {
  if (isLocked) return 'locked';
  const isEnough = hasAuthenticator || method === 'sso' || settings().staffMfa === 'optional';
  return isEnough ? 'open' : 'enrolling';
}
