import { decode, type JWT, type JWTDecodeParams } from 'next-auth/jwt';
import { z } from 'zod';

/** What the cookie names; everything else about a session is in its row. */
export type SessionToken = { sessionId: string; staffId: string };

const payload = z.object({ sid: z.uuid(), sub: z.uuid() });

/** Opens what this key sealed, or the one before it while both count. Throws for every kind of wrong token. */
export const openSealed = async (sealed: JWTDecodeParams, previous: string | null): Promise<JWT | null> =>
  decode(sealed).catch((error) => {
    if (previous === null) throw error;
    return decode({ ...sealed, secret: previous });
  });

/** Opens a session cookie. Null for anything that our key did not seal as a session: forged, expired, another kind. */
export async function readSessionToken(
  cookie: string | undefined,
  secret: string,
  previous: string | null = null,
): Promise<SessionToken | null> {
  if (!cookie) return null;
  // Which kind of wrong it is is nobody's business.
  const parsed = payload.safeParse(await openSealed({ token: cookie, secret }, previous).catch(() => null));
  return parsed.success ? { sessionId: parsed.data.sid, staffId: parsed.data.sub } : null;
}
