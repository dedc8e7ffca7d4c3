import type { ErrorCode } from '../errors.ts';
import type { Message, Template } from './message.ts';

/** Also what a page says that broke altogether. */
export const unavailable: Message = {
  title: 'Gatehouse could not finish this.',
  detail: 'Nothing was changed that is not shown here.',
  next: 'Try again in a minute. If this keeps happening, pass on the request ID.',
};

/** Said when a failure carries no reason that we know. */
export const byCode: Record<ErrorCode, Template> = {
  invalid: {
    title: 'Something in the form needs another look.',
    detail: 'Nothing was sent, and nothing you typed is lost.',
    next: 'Correct the marked fields and send again.',
  },
  forbidden_or_missing: {
    title: 'This does not exist, or you may not see it.',
    detail: 'Nothing was changed.',
    next: 'Check the link, or ask the owner of this Gatehouse whether your role covers it.',
  },
  stale: {
    title: 'Someone changed this while you were looking at it.',
    detail: 'Your change was not sent, so theirs was not overwritten.',
    next: 'Load the page again, look at what changed, and repeat your change if it is still needed.',
  },
  refused: ({ reason }) => ({
    title: itsAnswer(reason),
    detail: 'Nothing was changed.',
    next: 'Check the person and the doors. If this keeps happening, send the request ID to Latch.',
  }),
  unconfirmed: {
    title: 'OpenKit has not confirmed this yet.',
    detail: 'The request was sent but its answer was lost. It may or may not have worked.',
    next: 'Wait: Gatehouse is checking with OpenKit. Do not send it again.',
  },
  unavailable,
  limited: {
    title: 'That was too many times in a short while.',
    detail: 'Nothing was changed.',
    next: 'Wait a minute, then try again.',
  },
  step_up: {
    title: 'Your session has ended.',
    detail: 'Nothing was changed.',
    next: 'Sign in again to continue where you left off.',
  },
};

/** A reason that is in no catalogue is OpenKit's own word; `refused_<status>` is ours for an answer without one. */
function itsAnswer(reason: string | undefined): string {
  if (reason === undefined) return 'OpenKit refused this and gave no reason.';
  const status = /^refused_(\d{3})$/.exec(reason)?.[1];
  if (status !== undefined) return `OpenKit refused this with status ${status} and gave no reason.`;
  return `OpenKit refused this with “${reason}”, which Latch does not document.`;
}
