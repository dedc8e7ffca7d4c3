import type { Failure } from '#lib/errors';
import { sentenceFor } from '#lib/messages/message-for';
import { showToast } from './toast-store.ts';

/** Says what failed, with the request id to pass on, until closed. Browser only. */
export const showFailure = (failure: Failure): void => showToast(sentenceFor(failure), 'failed', failure.requestId);
