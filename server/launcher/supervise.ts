import { setTimeout as delay } from 'node:timers/promises';
import { type Child, type Program, startChild } from './child.ts';

const firstPauseMs = 1000;
const longestPauseMs = 30_000;
/** Who lived this long was not killed by its start. */
const healthyAfterMs = 60_000;

/**
 * Keeps a program running: started again when it dies, after a pause that doubles while it keeps dying.
 * Returns the function that ends it for good.
 */
export function supervise(program: Program): Child['stop'] {
  const stopping = new AbortController();
  let child = startChild(program);
  const finished = keepRunning();
  return async (patienceMs, hurry) => {
    stopping.abort();
    await child.stop(patienceMs, hurry);
    await finished;
  };

  async function keepRunning(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      const sentence = await child.died;
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > healthyAfterMs) pauseMs = firstPauseMs;
      console.error(`${sentence} Starting it again in ${pauseMs / 1000} s.`);
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      if (!stopping.signal.aborted) child = startChild(program);
    }
  }
}
