'use client';

import { useSyncExternalStore } from 'react';

/** The address of an entry's panel: the list's own address with this behind it. */
export const entryHash = (seq: string): string => `#entry-${seq}`;

const hashChange = 'hashchange';

function subscribe(listener: () => void): () => void {
  window.addEventListener(hashChange, listener);
  return () => window.removeEventListener(hashChange, listener);
}

/** The entry that the address opens over the list, and the way to close it. Null when there is none. */
export function useOpenEntry(): { seq: string | null; close: () => void } {
  const hash = useSyncExternalStore(
    subscribe,
    () => window.location.hash,
    () => '',
  );
  const close = () => {
    // An empty hash would scroll to the top; without one the browser raises no event of its own.
    window.history.pushState(null, '', window.location.pathname + window.location.search);
    window.dispatchEvent(new Event(hashChange));
  };
  return { seq: /^#entry-([1-9]\d{0,14})$/.exec(hash)?.[1] ?? null, close };
}
