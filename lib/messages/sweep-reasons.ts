import type { Message, Template } from './message.ts';

const kept = 'Nothing was removed here.';
const waiting = (title: string, next: string): Message => ({ title, detail: kept, next });
const suspect = (title: string): Message =>
  waiting(title, 'If it is true, read again: what two readings in a row miss is taken for gone.');

/** Why a reading of OpenKit is stuck, or was not believed. */
export const sweepReasons: Record<string, Template> = {
  sweep_empty: suspect('OpenKit suddenly listed none of the buildings, doors or people we knew.'),
  sweep_lost_many: suspect('OpenKit suddenly left out more than one in twenty of what we knew.'),
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
