import type { Failure } from '#lib/errors';
import { messageInTime } from '#lib/messages/late-words';
import { inOneLine } from '#lib/messages/message';
import { showToast } from './toast-store.ts';

/**
 * Says what failed, with the request id to pass on, until closed. `first`: what follows from it here, where the
 * sentence of the failure does not say so. Browser only.
 */
export async function showFailure(failure: Failure, first = ''): Promise<void> {
  showToast(`${first} ${inOneLine(await messageInTime(failure))}`.trim(), 'failed', failure.requestId);
}
