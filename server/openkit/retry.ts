import type { CallResult } from './call-result.ts';

const maxTries = 3;
/** Failures that another try cannot mend: the caller left, the time is up, or it is known that nobody answers. */
const final: string[] = ['aborted', 'limited', 'breaker_open', 'too_large'];
const maxPauseMs = 5 * 60_000;

/** Only reads are repeated after a fault, because only they cannot have had an effect. `tries` counts those made. */
export function shouldRetry(method: string, result: CallResult, tries: number): boolean {
  if (method !== 'GET' || tries >= maxTries) return false;
  if (result.kind === 'answer') return result.status >= 500;
  return !final.includes(result.reason);
}

/** Full jitter under a doubling ceiling: 0–400 ms, 0–800 ms … at most 10 s. `tries` counts those made. */
export const backoffMs = (tries: number, random = Math.random): number => random() * Math.min(10_000, 200 * 2 ** tries);

/**
 * How long a 429 asks all of us to pause. `Retry-After` is seconds or an HTTP date (read against the answer's own
 * `Date`, in case clocks differ), at most 5 min; where it is absent, past or rubbish, half to a whole second, doubling.
 */
export function pauseMs(
  answer: { retryAfter: string | null; date: string | null },
  tries: number,
  random = Math.random,
): number {
  const asked = askedPauseMs(answer.retryAfter?.trim() ?? '', Date.parse(answer.date ?? ''));
  if (asked !== null && asked > 0) return Math.min(asked, maxPauseMs);
  return Math.min((0.5 + random() / 2) * 1000 * 2 ** (tries - 1), maxPauseMs);
}

function askedPauseMs(retryAfter: string, answeredAtMs: number): number | null {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const untilMs = Date.parse(retryAfter);
  if (Number.isNaN(untilMs)) return null;
  return untilMs - (Number.isNaN(answeredAtMs) ? Date.now() : answeredAtMs);
}
