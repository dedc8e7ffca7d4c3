/**
 * A cookie of a console at this address, out of reach of scripts. Over https its `__Host-` name keeps other hosts and
 * plain http from setting it.
 */
export function hostCookie(publicUrl: string, name: string) {
  const secure = publicUrl.startsWith('https://');
  return {
    name: `${secure ? '__Host-' : ''}${name}`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  };
}

export const sessionCookie = (publicUrl: string) => hostCookie(publicUrl, 'gatehouse.session');

const signOnSeconds = 15 * 60;

/** Those of next-auth: its own names for them are `__Secure-` at best, which a neighbouring host may set. */
export function authCookies(publicUrl: string) {
  const named = (name: string) => hostCookie(publicUrl, `next-auth.${name}`);
  const brief = (name: string) => {
    const cookie = named(name);
    return { ...cookie, options: { ...cookie.options, maxAge: signOnSeconds } };
  };
  return {
    sessionToken: sessionCookie(publicUrl),
    callbackUrl: named('callback-url'),
    csrfToken: named('csrf-token'),
    pkceCodeVerifier: brief('pkce.code_verifier'),
    state: brief('state'),
    nonce: brief('nonce'),
  };
}
