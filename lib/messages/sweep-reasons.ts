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
    'OpenKit sent an unreadable page three times.',
    'Gatehouse tries again in a few minutes. If this keeps happening, tell Latch.',
  ),
  sweep_denied: waiting(
    'OpenKit refuses to be read.',
    'Gatehouse asks again, and the reading continues where it stopped. If this keeps happening, tell Latch.',
  ),
  sweep_page_refused: waiting(
    'OpenKit no longer accepts the page we were at.',
    'A new reading begins by itself in a few minutes. If this keeps happening, tell Latch.',
  ),
  residents_missing: waiting(
    'OpenKit suddenly left out many residents that we knew.',
    'Open the building again in a few minutes: if OpenKit still leaves them out, they go.',
  ),
  residents_unreadable: waiting(
    'OpenKit sent residents that we could not read.',
    'Someone may be missing from this list. If this keeps happening, tell Latch.',
  ),
  sweep_not_saved: waiting(
    'What OpenKit said could not be saved.',
    'Gatehouse tries again by itself. If this keeps happening, check the worker’s log.',
  ),
  loss_decided: {
    title: 'This has already been decided, or a newer reading has ended.',
    detail: 'Nothing was changed.',
    next: 'Look again at how the last reading ended.',
  },
  loss_unknown: {
    title: 'That reading did not reach the end, so nobody knows what is lost.',
    detail: 'Nothing was changed.',
    next: 'Read again first.',
  },
  loss_out_of_scope: {
    title: 'Some of what is missing is in buildings you do not look after.',
    detail: 'Nothing was changed.',
    next: 'Ask someone who sees all of them to decide.',
  },
  interval_out_of_range: {
    title: 'Enter a number of minutes from 0 to 10,080.',
    detail: 'Nothing was changed.',
    next: '0 means only when someone asks.',
  },
  rate_out_of_range: {
    title: 'Enter a number from 0.1 to 1,000.',
    detail: 'Nothing was changed.',
    next: 'Latch publishes no limit; 5 is careful.',
  },
  sweep_unreadable: suspect('OpenKit left something out and sent rows that we could not read.'),
  upstream_unavailable: waiting('OpenKit does not answer.', 'The reading continues by itself where it stopped.'),
  upstream_unreadable: waiting(
    'OpenKit gave an answer we do not understand.',
    'Gatehouse tries again by itself. If this keeps happening, tell Latch.',
  ),
  upstream_limited: waiting('OpenKit asks us to slow down.', 'The reading continues by itself when it may.'),
  upstream_credentials: waiting(
    'OpenKit does not accept our credentials.',
    'Check the OpenKit client ID and secret of this Gatehouse.',
  ),
};
