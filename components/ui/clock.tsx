'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { addMs, type Instant } from '#lib/time/instant';

const tickMs = 30_000;
const ClockContext = createContext<Instant | null>(null);

/**
 * The server's now for everything below, moving on by itself. The browser's own clock is never asked:
 * it may be wrong, and in the sandbox time belongs to the emulator.
 */
export function ClockProvider({ now, children }: { now: Instant; children: ReactNode }) {
  const [elapsed, setElapsed] = useState({ since: now, ms: 0 });
  useEffect(() => {
    const startMs = performance.now();
    const timer = setInterval(() => setElapsed({ since: now, ms: performance.now() - startMs }), tickMs);
    return () => clearInterval(timer);
  }, [now]);
  const current = elapsed.since === now ? addMs(now, elapsed.ms) : now;
  return <ClockContext value={current}>{children}</ClockContext>;
}

/** Now, by the server's clock. Throws outside a `ClockProvider`. */
export function useNow(): Instant {
  const now = useContext(ClockContext);
  if (now === null) throw new Error('useNow needs a ClockProvider above it');
  return now;
}
