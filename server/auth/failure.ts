import { unstable_rethrow } from 'next/navigation';
import { type Failure, Refusal } from '#lib/errors';
import { log } from '#server/log';

/**
 * What the outside may know of an error. Refusals speak for themselves; anything else is logged under the request id
 * and answered `unavailable`. Next's own signals (redirect, not found) pass through.
 */
export function toFailure(error: unknown, requestId: string): Failure {
  unstable_rethrow(error);
  if (error instanceof Refusal) return error.toFailure(requestId);
  logFailure('request failed', error, requestId);
  return { code: 'unavailable', params: {}, requestId };
}

/** One log line for an error nobody expected. */
export function logFailure(what: string, error?: unknown, requestId?: string): void {
  log.error({ requestId, err: error }, what);
}
