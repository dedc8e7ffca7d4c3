import type { Message, Template } from './message.ts';

export const dateInvalid: Message = {
  title: 'This date does not exist.',
  detail: 'Nothing was sent, and nothing you typed is lost.',
  next: 'Write it again, or choose it in the calendar.',
};

/**
 * What is told when nothing can be fetched any more, or while something is typed: every page has these words from the
 * start.
 */
export const coreReasons: Record<string, Template> = {
  offline: {
    title: 'Gatehouse cannot be reached.',
    detail: 'You may be offline, and what you see may be old. What you typed is still here.',
    next: 'Check your connection, then try again: what has already arrived is not done twice.',
  },
  page_outdated: {
    title: 'Gatehouse was updated since this page was opened.',
    detail: 'Nothing was sent, and nothing you typed is lost while this page stays open.',
    next: 'Note what you need, load the page again, and repeat it there.',
  },
  date_invalid: dateInvalid,
};
