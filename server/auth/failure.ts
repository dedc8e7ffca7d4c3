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
  log.error({ requestId, error: error === undefined ? undefined : describeError(error) }, what);
}

/** Where it broke. The text of database errors repeats parameters, hence what people typed, and is left out. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  const isFromDatabase = 'query' in error || 'severity' in error;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, code, message: isFromDatabase ? undefined : error.message, frames: frames?.slice(0, 8) };
}
