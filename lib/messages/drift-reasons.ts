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
  note_too_long: {
    title: 'The note is longer than 500 characters.',
    detail: 'Nothing was changed.',
    next: 'Make it shorter.',
  },
};
