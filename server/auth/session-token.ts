import { decode } from 'next-auth/jwt';
import { z } from 'zod';

/** What the cookie names; everything else about a session is in its row. */
export type SessionToken = { sessionId: string; staffId: string };

const payload = z.object({ sid: z.uuid(), sub: z.uuid() });

/** Opens a session cookie. Null for anything that our key did not seal as a session: forged, expired, another kind. */
export async function readSessionToken(cookie: string | undefined, secret: string): Promise<SessionToken | null> {
  if (!cookie) return null;
  // Decoding throws for every kind of wrong token; which kind is nobody's business.
  const parsed = payload.safeParse(await decode({ token: cookie, secret }).catch(() => null));
  return parsed.success ? { sessionId: parsed.data.sid, staffId: parsed.data.sub } : null;
}
