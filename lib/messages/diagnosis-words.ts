import type { Check, Verdict } from '../schemas/diagnosis.ts';

export const checkNames: Record<Check['id'], string> = {
  account: 'Account',
  access: 'Access',
  confirmation: 'Confirmation',
  door: 'Door',
  window: 'Time',
  connection: 'Connection',
  address: 'Address',
  message: 'Message from Latch',
  doorcode: 'Doorcode',
  battery: 'Battery',
};

export const verdictNames: Record<Verdict, string> = {
  ok: 'In order',
  warn: 'May be why',
  stop: 'This is why',
  unknown: 'Not known',
};

/** Said beside an address, and beside what happened, too. */
export const noSecondInvite =
  'An invite cannot be sent again. The person can sign in to the Latch app with the address above without one.';
export const noUnlockEvents = 'OpenKit does not say who unlocked a door and when. Mission Control does.';

/** What people look for when a door stays shut and OpenKit does not offer. */
export const notInOpenKit = [
  noSecondInvite,
  noUnlockEvents,
  'A door cannot be unlocked from here, and a lock cannot be synced from here.',
] as const;
