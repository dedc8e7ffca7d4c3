/**
 * The session cookie of a console at this address. Over https its `__Host-` name keeps other hosts and plain http from
 * setting it.
 */
export function sessionCookie(publicUrl: string) {
  const secure = publicUrl.startsWith('https://');
  return {
    name: `${secure ? '__Host-' : ''}gatehouse.session`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  };
}
