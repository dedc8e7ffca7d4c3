import type { Template } from './message.ts';

/** Trouble between us and OpenKit, and with sessions. */
export const serviceReasons: Record<string, Template> = {
  upstream_down: {
    title: 'OpenKit does not answer.',
    detail: 'What you see is what we last read. Looking things up works; giving, changing and taking access waits.',
    next: 'Try again in a few minutes. What is already on its way is sent by itself.',
  },
  upstream_busy: {
    title: 'OpenKit asks us to slow down.',
    detail: 'Nothing was lost: what is waiting is sent by itself.',
    next: 'Wait a few minutes before you send more.',
  },
  upstream_denied: {
    title: 'OpenKit does not let us do this.',
    detail: 'Our credentials are good, but they do not cover it. Nothing was changed.',
    next: 'Ask the property manager whether the door is still enabled for us in Mission Control.',
  },
  credentials: {
    title: 'OpenKit does not accept our credentials.',
    detail: 'They may have been replaced by Latch. Nothing was changed.',
    next: 'Tell whoever runs this Gatehouse to check its OpenKit client ID and secret.',
  },
  settle_pending: {
    title: 'The last change is still settling.',
    detail: 'OpenKit needs a moment before it can be read back. Nothing was changed now.',
    next: 'Wait for “Active” to appear, then try again.',
  },
  operation_under_way: {
    title: 'Something is already under way for this person and door.',
    detail: 'Two changes at once could undo each other, so this one was not sent.',
    next: 'Wait until it is confirmed, then try again.',
  },
  not_confirmed: {
    title: 'We could not find out whether this worked.',
    detail: 'OpenKit was asked again and gave no clear answer.',
    next: 'Look at the person in Mission Control, then decide whether to send it again.',
  },
  too_many_people: {
    title: 'This is more than your role may do at once.',
    detail: 'Nothing was sent.',
    next: 'Split it into smaller parts, or ask a manager.',
  },
  session_ended: {
    title: 'Your session has ended.',
    detail: 'Nothing was changed.',
    next: 'Sign in again to go on where you were.',
  },
  sign_in_refused: {
    title: 'Email address and password do not belong together.',
    detail: 'You are not signed in.',
    next: 'Check both, also capital letters, and try again.',
  },
  limited_sign_in: {
    title: 'Too many attempts to sign in.',
    detail: 'For a while nobody can try this account from here.',
    next: 'Wait a few minutes, then try again.',
  },
  link_used: {
    title: 'This link has been used or has expired.',
    detail: 'Nothing was changed.',
    next: 'Ask for a new one.',
  },
  offline: {
    title: 'You are offline.',
    detail: 'What you see may be old, and nothing can be changed.',
    next: 'Check the connection of this computer. The page goes on by itself.',
  },
};
