import { useEffect, useState } from 'react';

/**
 * The secret of a one-time link, taken from the address's fragment and out of the history. Undefined until the page
 * runs, null when there is none.
 */
export function useLinkToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => {
    const stated = new URLSearchParams(window.location.hash.slice(1)).get('token');
    // React runs effects twice in development, and the second time the fragment is gone.
    setToken((known) => known ?? stated);
    if (stated) window.history.replaceState(null, '', window.location.pathname);
  }, []);
  return token;
}
