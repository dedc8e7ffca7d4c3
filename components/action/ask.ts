import { unstable_isUnrecognizedActionError as isUnrecognized } from 'next/navigation';
import type { Failure, Result } from '#lib/errors';

/**
 * Waits for a server action. An answer that never came is a failure like any other, so that a form can say so and keep
 * what was typed; so is a page that is older than the server, whose actions have other names by now.
 */
export async function ask<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await answer;
  } catch (error) {
    return { ok: false, error: isUnrecognized(error) ? outdated : lost };
  }
}

export const lost: Failure = { code: 'unavailable', params: { reason: 'offline' }, requestId: '' };
const outdated: Failure = { code: 'stale', params: { reason: 'page_outdated' }, requestId: '' };
