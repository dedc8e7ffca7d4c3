'use client';

import { useSyncExternalStore } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { currentToasts, dismissToast, subscribeToToasts, type Toast, toastsOnServer } from './toast-store.ts';

const looks: Record<Toast['tone'], { icon: IconName; colour: string }> = {
  done: { icon: 'check', colour: 'text-accent' },
  waiting: { icon: 'question', colour: 'text-waiting' },
  failed: { icon: 'warning', colour: 'text-stopped' },
};

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
          <Icon name={looks[toast.tone].icon} className={looks[toast.tone].colour} />
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
