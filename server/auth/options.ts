import { randomUUID } from 'node:crypto';
import type { AuthOptions, DefaultUser } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { Refusal } from '#lib/errors';
import { db } from '#server/db/pool';
import { settings } from '#server/settings';
import { clientAddress } from './client-address.ts';
import { logFailure } from './failure.ts';
import { fromHere } from './from-here.ts';
import { sameOriginUrl } from './redirects.ts';
import { currentSessionToken, findSession } from './session.ts';
import { authCookies } from './session-cookie.ts';
import { openSealed } from './session-token.ts';
import { sessionMaxAgeSeconds } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { readClaims } from './sso-claims.ts';
import { ssoProvider, ssoProviderId } from './sso-provider.ts';
import { signInBySso } from './sso-sign-in.ts';
import { recordRejectedSignOn } from './strangers.ts';

declare module 'next-auth' {
  interface User extends DefaultUser {
    sessionId: string;
  }
}

const credentials = z.object({
  email: z.string().max(320),
  password: z.string().max(1024),
  code: z.string().max(20).optional(),
});
const names = z
  .object({ sub: z.uuid(), sid: z.uuid() })
  .transform(({ sub, sid }) => ({ staffId: sub, sessionId: sid }));

/** next-auth's part: cookies, CSRF and redirects. Its token only names a row of `session`, which decides. */
export function authOptions(): AuthOptions {
  const { web, secrets, oidc } = settings();
  return {
    secret: secrets.session,
    session: { strategy: 'jwt', maxAge: sessionMaxAgeSeconds },
    jwt: { decode: (sealed) => openSealed(sealed, secrets.previousSession) },
    useSecureCookies: web.publicUrl.startsWith('https://'),
    cookies: authCookies(web.publicUrl),
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } },
        authorize: (typed, request) => authorize(typed, new Headers(request.headers)),
      }),
      ...(oidc ? [ssoProvider(oidc)] : []),
    ],
    callbacks: {
      signIn: async ({ user, account, profile }) => {
        if (account?.provider !== ssoProviderId) return true;
        const requestId = randomUUID();
        const identity = { issuer: oidc?.issuer ?? '', subject: account.providerAccountId };
        const end = await signInBySso({ ...identity, ...readClaims(profile) }, requestId);
        if ('refused' in end) return `/sign-in?error=${end.refused}&request=${requestId}`;
        // next-auth hands this very object on to `jwt`.
        Object.assign(user, { id: end.staffId, sessionId: end.sessionId });
        return true;
      },
      redirect: ({ url, baseUrl }) => sameOriginUrl(url, baseUrl),
      jwt: async ({ token, user }) => {
        if (user) return { sub: user.id, sid: user.sessionId };
        const session = await findSession(db(), names.parse(token), { touch: false });
        if (!session) throw new Error('The session has ended.');
        return { sub: session.staff.id, sid: session.sessionId };
      },
      session: ({ session: { expires } }) => ({ expires }),
    },
    events: { signOut: ({ token }) => fromHere(() => signOut(db(), names.parse(token), randomUUID())) },
    logger: { error: noteFailure, warn: () => undefined, debug: () => undefined },
  };
}

/**
 * Its messages may repeat what was typed; the code alone says enough. It waits for nobody, and tells of this in no
 * other way.
 */
function noteFailure(code: string): void {
  const requestId = randomUUID();
  logFailure(code, undefined, requestId);
  if (code !== 'OAUTH_CALLBACK_ERROR') return;
  recordRejectedSignOn(requestId).catch((error) => logFailure('rejected sign-on not recorded', error, requestId));
}

/**
 * next-auth puts the message of what is thrown here into `error`; the sign-in form reads a reason of lib/messages and
 * the request id there.
 */
async function authorize(typed: unknown, headers: Headers) {
  const requestId = randomUUID();
  const parsed = credentials.safeParse(typed);
  if (!parsed.success) throw new Error(`sign_in_refused ${requestId}`);
  try {
    const { staffId, sessionId } = await signIn(db(), settings().secrets.session, {
      ...parsed.data,
      requestId,
      address: clientAddress(headers, settings().trustedProxyHops),
      userAgent: headers.get('user-agent'),
      previous: await currentSessionToken(),
    });
    return { id: staffId, sessionId };
  } catch (error) {
    if (error instanceof Refusal) throw new Error(`${error.params.reason} ${requestId}`);
    logFailure('sign-in failed', error, requestId);
    throw new Error(`unavailable ${requestId}`);
  }
}
