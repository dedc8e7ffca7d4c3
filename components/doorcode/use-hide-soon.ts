import { useEffect, useEffectEvent } from 'react';

const shownMs = 30_000;

/**
 * Calls `hide` 30 seconds after codes are shown, when the window loses the focus or goes back, and when they were
 * printed: the dialog of the printer takes the focus away as well, and may stand as long as it likes.
 */
export function useHideSoon(codes: unknown, hide: () => void): void {
  const hideNow = useEffectEvent(hide);
  useEffect(() => {
    if (codes === null) return;
    let isPrinting = false;
    const onPrint = () => {
      isPrinting = true;
    };
    const onTime = () => !isPrinting && hideNow();
    const onEnd = () => hideNow();
    const timer = setTimeout(onTime, shownMs);
    const listeners = { beforeprint: onPrint, blur: onTime, afterprint: onEnd, pagehide: onEnd, popstate: onEnd };
    for (const [event, listener] of Object.entries(listeners)) window.addEventListener(event, listener);
    return () => {
      clearTimeout(timer);
      for (const [event, listener] of Object.entries(listeners)) window.removeEventListener(event, listener);
    };
  }, [codes]);
}
