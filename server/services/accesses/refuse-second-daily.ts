import { Refusal } from '#lib/errors';
import { dayOf } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '#server/db/pool';
import type { FoundDoor } from '../doors/find-doors.ts';
import type { FoundRecipient } from '../people/find-recipient.ts';
import { knownDailies } from './known-dailies.ts';

type DailyDoor = { id: string; timeZone: string | null };
type Asked<D> = Pick<FoundRecipient, 'personId' | 'recipient'> & { doors: readonly D[]; start: Instant };

/** `needs_person`: it may have been made, until somebody settles it. */
const states = ['queued', 'sending', 'unknown', 'needs_person'] as const;

/** Those of these doors where they have a daily code for that day, or may have. */
export async function withDailyAlready<D extends DailyDoor>(tx: Tx, asked: Asked<D>): Promise<D[]> {
  const known = await knownDailies(tx, { ...asked, states });
  return asked.doors.filter(({ id, timeZone }) => known.has(`${id} ${dayOf(asked.start, timeZone ?? 'UTC')}`));
}

/**
 * One daily code a person, door and day: were the answer to a second one lost, nobody could tell it from the first.
 * Throws Refusal `invalid` on `doorIds`.
 */
export async function refuseSecondDaily(tx: Tx, asked: Asked<FoundDoor>): Promise<void> {
  const [twice] = await withDailyAlready(tx, asked);
  if (twice) throw new Refusal('invalid', { field: 'doorIds', params: { reason: 'daily_held', door: twice.name } });
}
