import type { Template } from './message.ts';

/** Trouble with deciding on what changed elsewhere. */
export const driftReasons: Record<string, Template> = {
  drift_accepted: {
    title: 'Somebody has accepted this already.',
    detail: 'Nothing was changed.',
    next: 'Load the page again to see who.',
  },
  successor_decided: {
    title: 'Somebody has decided on this door already.',
    detail: 'Nothing was changed.',
    next: 'Load the page again.',
  },
  person_beyond_scope: {
    title: 'Something of theirs lies in buildings you do not look after.',
    detail: 'Nothing was changed.',
    next: 'Ask somebody who looks after all of them to decide.',
  },
  note_too_long: {
    title: 'The note is longer than 500 characters.',
    detail: 'Nothing was changed.',
    next: 'Make it shorter.',
  },
};
