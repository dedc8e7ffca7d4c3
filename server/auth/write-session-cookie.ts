import { cookies } from 'next/headers';
import { encode } from 'next-auth/jwt';
import { settings } from '#server/settings';
import { sessionCookie } from './session-cookie.ts';
import type { SessionToken } from './session-token.ts';
import { sessionMaxAgeSeconds } from './sessions.ts';

/** Gives this browser the cookie of a session whose id is new. Only inside a server action. */
export async function writeSessionCookie({ sessionId, staffId }: SessionToken): Promise<void> {
  const { web, secrets } = settings();
  const token = { sub: staffId, sid: sessionId };
  const value = await encode({ token, secret: secrets.session, maxAge: sessionMaxAgeSeconds });
  const { name, options } = sessionCookie(web.publicUrl);
  (await cookies()).set(name, value, { ...options, maxAge: sessionMaxAgeSeconds });
}
