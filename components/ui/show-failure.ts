import type { Failure } from '#lib/errors';
import { sentenceFor } from '#lib/messages/message-for';
import { showToast } from './toast-store.ts';

/**
 * Says what failed, with the request id to pass on, until closed. `first`: what follows from it here, where the sentence of
 * the failure does not say so. Browser only.
 */
export const showFailure = (failure: Failure, first = ''): void =>
  showToast(`${first} ${sentenceFor(failure)}`.trim(), 'failed', failure.requestId);
