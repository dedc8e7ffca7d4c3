import { hkdfSync } from 'node:crypto';
import { jwtDecrypt } from 'jose';
import { decode, type JWT, type JWTDecodeParams } from 'next-auth/jwt';
import { z } from 'zod';
import { singleton } from '../singleton.ts';

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
  if (!cookie || secret === '') return null;
  // Which kind of wrong it is is nobody's business.
  const parsed = payload.safeParse((await unseal(cookie, secret)) ?? (previous && (await unseal(cookie, previous))));
  return parsed.success ? { sessionId: parsed.data.sid, staffId: parsed.data.sub } : null;
}

/** As next-auth's `decode`, which derives the key anew each time: more work than the rest of a request's rights. */
const unseal = (cookie: string, secret: string): Promise<unknown> =>
  jwtDecrypt(cookie, keyOf(secret), {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
    requiredClaims: ['exp'],
    clockTolerance: 15,
  }).then(
    (opened) => opened.payload,
    () => null,
  );

/** At most two secrets count at a time. */
function keyOf(secret: string): Buffer {
  const keys = singleton('session-keys', () => new Map<string, Buffer>());
  const known = keys.get(secret);
  if (known) return known;
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'NextAuth.js Generated Encryption Key', 32));
  keys.set(secret, key);
  return key;
}
