'use client';

import { useSyncExternalStore } from 'react';
import { Icon } from './icon.tsx';
import { currentToasts, dismissToast, subscribeToToasts, toastsOnServer } from './toast-store.ts';

/** The one live region for things that happened. Call `showToast` from anywhere in the browser. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, toastsOnServer);
  return (
    <section
      aria-label="Notices"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-60 flex flex-col items-center gap-2 md:bottom-6"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className="pointer-events-auto flex items-center gap-3 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 shadow-raised"
        >
          <Icon
            name={toast.tone === 'done' ? 'check' : 'warning'}
            className={toast.tone === 'done' ? 'text-accent' : 'text-stopped'}
          />
          <p>{toast.text}</p>
          <button
            type="button"
            aria-label="Close notice"
            onClick={() => dismissToast(toast.id)}
            className="grid size-8 place-items-center rounded text-muted hover:bg-sunken"
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </section>
  );
}
