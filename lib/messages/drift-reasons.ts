import type { Template } from './message.ts';

/** Trouble with deciding on what changed elsewhere. */
export const driftReasons: Record<string, Template> = {
  drift_accepted: {
    title: 'Someone has already accepted this.',
    detail: 'Nothing was changed.',
    next: 'Load the page again to see who.',
  },
  successor_decided: {
    title: 'Someone has already decided on this door.',
    detail: 'Nothing was changed.',
    next: 'Load the page again.',
  },
  person_beyond_scope: {
    title: 'Part of this is in buildings you do not look after.',
    detail: 'Nothing was changed.',
    next: 'Ask someone who looks after all of them to decide.',
  },
  note_too_long: {
    title: 'The note is longer than 500 characters.',
    detail: 'Nothing was changed.',
    next: 'Make it shorter.',
  },
};
