import { createDecipheriv, hkdfSync } from 'node:crypto';
import { decode, type JWT, type JWTDecodeParams } from 'next-auth/jwt';
import { z } from 'zod';
import { singleton } from '../singleton.ts';

/** What the cookie names; everything else about a session is in its row. */
export type SessionToken = { sessionId: string; staffId: string };

const payload = z.object({ sid: z.uuid(), sub: z.uuid(), exp: z.number() });
const header = z.object({ alg: z.literal('dir'), enc: z.literal('A256GCM') });

/** Opens what this key sealed, or the one before it while both count. Throws for every kind of wrong token. */
export const openSealed = async (sealed: JWTDecodeParams, previous: string | null): Promise<JWT | null> =>
  decode(sealed).catch((error) => {
    if (previous === null) throw error;
    return decode({ ...sealed, secret: previous });
  });

/** Opens a session cookie. Null for anything that our key did not seal as a session: forged, expired, another kind. */
export function readSessionToken(
  cookie: string | undefined,
  secret: string,
  previous: string | null = null,
): SessionToken | null {
  if (!cookie || secret === '') return null;
  // Which kind of wrong it is is nobody's business.
  const parsed = payload.safeParse(unseal(cookie, secret) ?? (previous && unseal(cookie, previous)));
  if (!parsed.success || parsed.data.exp < Date.now() / 1000 - toleranceSeconds) return null;
  return { sessionId: parsed.data.sid, staffId: parsed.data.sub };
}

/** As next-auth's own. */
const toleranceSeconds = 15;

/**
 * What next-auth sealed with this secret, without a salt. It would derive the key anew each time, which is more work than
 * the rest of a request's rights.
 */
function unseal(cookie: string, secret: string): unknown {
  const [head = '', wrapped, iv = '', sealed = '', tag = '', ...more] = cookie.split('.');
  if (wrapped !== '' || more.length > 0) return null;
  const bytes = (part: string) => Buffer.from(part, 'base64url');
  try {
    header.parse(JSON.parse(bytes(head).toString()));
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes(iv), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(head)).setAuthTag(bytes(tag));
    return JSON.parse(Buffer.concat([decipher.update(bytes(sealed)), decipher.final()]).toString());
  } catch {
    return null;
  }
}

/** At most two secrets count at a time. */
function keyOf(secret: string): Buffer {
  const keys = singleton('session-keys', () => new Map<string, Buffer>());
  const known = keys.get(secret);
  if (known) return known;
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'NextAuth.js Generated Encryption Key', 32));
  keys.set(secret, key);
  return key;
}
