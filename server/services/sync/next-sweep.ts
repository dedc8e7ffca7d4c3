import { addMs, type Instant } from '#lib/time/instant';
import type { Sweep } from '#server/mirror/sweep-state';
import { isAcceptable } from './newest-sweep.ts';

/** A sweep that could not read to the end is tried again sooner than one that did. */
const retryMinutes = 5;

/**
 * When the worker reads OpenKit by itself after this sweep; null when only a person starts the next one. What could not
 * be read to the end is tried again at any interval, 0 too: whoever asked for it has not got it yet.
 */
export function nextSweepAt(
  last: Pick<Sweep, 'state' | 'finishedAt' | 'reason'>,
  intervalMinutes: number,
): Instant | null {
  const isUnfinished = last.state === 'suspect' && !isAcceptable(last);
  const waitMinutes = isUnfinished ? Math.min(retryMinutes, intervalMinutes || retryMinutes) : intervalMinutes;
  return waitMinutes === 0 || !last.finishedAt ? null : addMs(last.finishedAt, waitMinutes * 60_000);
}
