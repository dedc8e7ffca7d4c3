const longestPath = 2000;
/** Never a real host: relative addresses are read against it, so anything that leaves it is not ours. */
const nowhere = 'http://gatehouse.invalid';

/**
 * The part of a stated return address that may be followed: path and query on our own origin, `/` for anything else.
 * Browsers read backslashes and control characters in addresses in ways of their own, so those are refused outright.
 */
export function returnPath(stated: unknown): string {
  if (typeof stated !== 'string' || stated.length > longestPath || /[\\\p{Cc}]/u.test(stated)) return '/';
  if (!stated.startsWith('/') || stated.startsWith('//') || !URL.canParse(stated, nowhere)) return '/';
  const url = new URL(stated, nowhere);
  // `/.//evil` is a path here, but read again as a relative address it would be a host.
  if (url.origin !== nowhere || url.pathname.startsWith('//') || url.pathname.startsWith('/sign-in')) return '/';
  return `${url.pathname}${url.search}`;
}

/** The same for next-auth, which states whole addresses: always an address under `baseUrl`. */
export function sameOriginUrl(stated: string, baseUrl: string): string {
  const prefix = `${baseUrl}/`;
  return `${baseUrl}${returnPath(stated.startsWith(prefix) ? stated.slice(baseUrl.length) : stated)}`;
}
