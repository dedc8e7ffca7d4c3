import { hash, hkdfSync } from 'node:crypto';
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

type Opened = { payload: unknown; expiresAtMs: number };

const mostRemembered = 1000;
const clockToleranceSeconds = 15;

/**
 * What a cookie holds; null for what this key did not seal. A browser sends the same one with every request: what it
 * held is remembered by its digest, since opening it again costs more than the rest of a request's rights. Whether the
 * session it names still lives is asked each time, of its row.
 */
async function unseal(cookie: string, secret: string): Promise<unknown> {
  const known = singleton('opened-sessions', () => new Map<string, Opened>());
  const digest = hash('sha256', `${secret} ${cookie}`, 'base64');
  const before = known.get(digest);
  if (before && Date.now() < before.expiresAtMs) return before.payload;
  known.delete(digest);
  const opened = await open(cookie, secret);
  if (!opened) return null;
  const [oldest] = known.keys();
  if (oldest && known.size >= mostRemembered) known.delete(oldest);
  known.set(digest, opened);
  return opened.payload;
}

/** As next-auth's `decode`, which derives the key anew each time. */
const open = (cookie: string, secret: string): Promise<Opened | null> =>
  jwtDecrypt(cookie, keyOf(secret), {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
    requiredClaims: ['exp'],
    clockTolerance: clockToleranceSeconds,
  }).then(
    ({ payload }) => ({ payload, expiresAtMs: ((payload.exp ?? 0) + clockToleranceSeconds) * 1000 }),
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
