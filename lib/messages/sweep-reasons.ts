import type { Message, Template } from './message.ts';

const kept = 'Nothing was removed here.';
const waiting = (title: string, next: string): Message => ({ title, detail: kept, next });
const suspect = (title: string): Message => waiting(title, 'Read again; if it is true, accept the loss.');

/** Why a reading of OpenKit is stuck, or was not believed. */
export const sweepReasons: Record<string, Template> = {
  sweep_empty: suspect('OpenKit listed no buildings at all, no doors, or no people.'),
  sweep_lost_many: suspect('OpenKit suddenly left out more than one in twenty of what we knew.'),
  sweep_lost_accesses: suspect('OpenKit suddenly left out more than one in twenty of the accesses we knew.'),
  sweep_unparsable: waiting(
    'OpenKit gave a page that nobody can read, three times.',
    'It is tried again by itself in a few minutes. If it stays, tell Latch.',
  ),
  sweep_denied: waiting(
    'OpenKit refuses to be read.',
    'It is asked again by itself, and the reading goes on where it stopped. If it stays, tell Latch.',
  ),
  sweep_page_refused: waiting(
    'OpenKit no longer takes the page we were at.',
    'A new reading begins by itself in a few minutes. If it stays, tell Latch.',
  ),
  residents_missing: waiting(
    'OpenKit suddenly left out many residents that we knew.',
    'Open the building again in a few minutes: if OpenKit still leaves them out, they go.',
  ),
  residents_unreadable: waiting(
    'OpenKit sent residents that we could not read.',
    'Somebody may be missing from this list. If it stays, tell Latch.',
  ),
  sweep_not_saved: waiting(
    'What OpenKit said could not be saved.',
    'It is tried again by itself. If it stays, look in the log of the worker.',
  ),
  loss_decided: {
    title: 'This was decided already, or a newer reading has ended.',
    detail: 'Nothing was changed.',
    next: 'Look again at how the last reading ended.',
  },
  loss_unknown: {
    title: 'That reading did not reach the end, so nobody knows what is lost.',
    detail: 'Nothing was changed.',
    next: 'Read again first.',
  },
  loss_out_of_scope: {
    title: 'Some of what is missing lies in buildings you do not look after.',
    detail: 'Nothing was changed.',
    next: 'Ask somebody who sees all of them to decide.',
  },
  interval_out_of_range: {
    title: 'That is no number of minutes from 0 to 10,080.',
    detail: 'Nothing was changed.',
    next: '0 means only when somebody asks.',
  },
  rate_out_of_range: {
    title: 'That is no number from 0.1 to 1,000.',
    detail: 'Nothing was changed.',
    next: 'Latch publishes no limit; 5 is careful.',
  },
  sweep_unreadable: suspect('OpenKit left something out and sent rows that we could not read.'),
  upstream_unavailable: waiting('OpenKit does not answer.', 'The reading goes on by itself where it stopped.'),
  upstream_unreadable: waiting(
    'OpenKit gave an answer we do not understand.',
    'The reading is tried again by itself. If it stays, tell Latch.',
  ),
  upstream_limited: waiting('OpenKit asks us to slow down.', 'The reading goes on by itself when it may.'),
  upstream_credentials: waiting(
    'OpenKit does not accept our credentials.',
    'Check the OpenKit client ID and secret of this Gatehouse.',
  ),
};
