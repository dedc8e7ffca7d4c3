import { useEffect, useState } from 'react';

/** The secret of a one-time link, taken from the address's fragment and out of the history. Null when there is none. */
export function useLinkToken(): string | null {
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    const stated = new URLSearchParams(window.location.hash.slice(1)).get('token');
    if (!stated) return;
    setToken(stated);
    window.history.replaceState(null, '', window.location.pathname);
  }, []);
  return token;
}
