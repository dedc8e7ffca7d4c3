import { Refusal } from '#lib/errors';
import { dayOf } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '#server/db/pool';
import type { FoundDoor } from '../doors/find-doors.ts';
import type { FoundRecipient } from '../people/find-recipient.ts';
import { knownDailies } from './known-dailies.ts';

type Asked = FoundRecipient & { doors: readonly FoundDoor[]; start: Instant };

/** `needs_person`: it may have been made, until somebody settles it. */
export const mayBeMade = ['queued', 'sending', 'unknown', 'needs_person'] as const;

/**
 * One daily code a person, door and day: were the answer to a second one lost, nobody could tell it from the first.
 * Throws Refusal `invalid` on `doorIds`.
 */
export async function refuseSecondDaily(tx: Tx, asked: Asked): Promise<void> {
  const known = await knownDailies(tx, { ...asked, states: mayBeMade });
  const twice = asked.doors.find(({ id, timeZone }) => known.has(`${id} ${dayOf(asked.start, timeZone ?? 'UTC')}`));
  if (twice) throw new Refusal('invalid', { field: 'doorIds', params: { reason: 'daily_held', door: twice.name } });
}
