import { byCode } from './by-code.ts';
import { coreReasons } from './core-reasons.ts';
import { filled, type Message, type Tell, type Told } from './message.ts';

/**
 * The catalogues are much text for what is seldom said: a page fetches them with the first reason it has to tell.
 * Answers what can be told before that: failures without a reason, and those that come when nothing can be fetched.
 */
export function messageAtHand({ code, params }: Told): Message | null {
  const template = params.reason === undefined ? byCode[code] : coreReasons[params.reason];
  return template === undefined ? null : filled(template, params);
}

let all: Tell | undefined;
let coming: Promise<Tell> | undefined;

/** `messageFor`, once it is here. */
export const allWords = (): Tell | undefined => all;

/** The same to wait for. Where it does not come, every reason is told by one sentence. */
export function fetchWords(): Promise<Tell> {
  coming ??= import('./message-for.ts').then(
    ({ messageFor }) => {
      all = messageFor;
      return messageFor;
    },
    () => (failure: Told) => messageAtHand(failure) ?? wordless,
  );
  return coming;
}

/**
 * What is said of a failure, fetched only where it is not at hand: what failed for want of a network is told without
 * one.
 */
export const messageInTime = async (failure: Told): Promise<Message> =>
  messageAtHand(failure) ?? (await fetchWords())(failure);

// A server has them at hand: a page is rendered with the words in it.
if (typeof window === 'undefined') void fetchWords();

const wordless: Message = {
  title: 'Gatehouse could not fetch the words for what happened.',
  detail: 'Nothing is shown as done that was not confirmed.',
  next: 'Load the page again and check whether it was done. If this keeps happening, pass on the request ID.',
};
