import { oneOf } from '#lib/search-params';

/** Which accesses a person's page shows: what works now, what begins later, what is over. */
export const personParams = { show: oneOf(['now', 'next', 'ended']) };

export type Shown = 'now' | 'next' | 'ended';
