'use client';

import { useSyncExternalStore } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { RequestId } from './request-id.tsx';
import { currentToasts, dismissToast, subscribeToToasts, type Toast, toastsOnServer } from './toast-store.ts';

const looks: Record<Toast['tone'], { icon: IconName; colour: string }> = {
  done: { icon: 'check', colour: 'text-accent' },
  waiting: { icon: 'question', colour: 'text-waiting' },
  failed: { icon: 'warning', colour: 'text-stopped' },
};

/**
 * The one live region for things that happened. Call `showToast` from anywhere in the browser. A dialog, which takes
 * everything else out of reach, leaves it alone: what failed there is read out and can be copied.
 */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, toastsOnServer);
  return (
    <section
      aria-label="Notices"
      aria-live="polite"
      data-react-aria-top-layer
      className="pointer-events-none fixed inset-x-4 bottom-[calc(5rem+var(--selection-bar,0rem))] z-60 flex flex-col items-center gap-2 md:bottom-[calc(1.5rem+var(--selection-bar,0rem))]"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className="pointer-events-auto flex items-center gap-3 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 shadow-raised"
        >
          <Icon name={looks[toast.tone].icon} className={looks[toast.tone].colour} />
          <div className="min-w-0">
            <p>{toast.text}</p>
            <RequestId id={toast.requestId} />
          </div>
          <button
            type="button"
            aria-label="Close notice"
            onClick={() => dismissToast(toast.id)}
            className="grid size-8 shrink-0 place-items-center rounded text-muted hover:bg-sunken"
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </section>
  );
}
