import { db } from '#server/db/pool';
import { currentSessionToken, findSession, type Session } from './session.ts';

/**
 * The session of this browser whatever its stage, for the pages that unlock it or set its authenticator up. Null when
 * there is none. Looking does not count as activity.
 */
export async function unfinishedSession(): Promise<Session | null> {
  const token = await currentSessionToken();
  return token && (await findSession(db(), token, { touch: false }));
}
