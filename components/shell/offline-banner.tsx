'use client';

import { useSyncExternalStore } from 'react';
import { Icon } from '@/components/ui/icon';

/** Said while the browser has no network, over whatever page is open. */
export function OfflineBanner() {
  const isOffline = useSyncExternalStore(
    subscribe,
    () => !navigator.onLine,
    () => false,
  );
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-18 z-40 grid place-items-center px-4 md:bottom-4"
    >
      {isOffline && (
        <p className="flex items-start gap-2 rounded-lg border border-edge bg-waiting-soft px-3 py-2 shadow-raised">
          <Icon name="warning" className="mt-0.5 text-waiting" />
          <span>
            <strong className="font-medium">You are offline.</strong> What you see was read before, and nothing can be
            sent until you are back.
          </span>
        </p>
      )}
    </div>
  );
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}
