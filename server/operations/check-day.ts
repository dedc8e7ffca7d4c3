import { isTodayOrTomorrow } from '#lib/access-rules/grant-rules';
import { isDaily } from '#lib/access-rules/terms';
import { now } from '../clock.ts';
import type { ClaimedItem } from './claim-item.ts';
import { type DoorVerdict, verdicts } from './item-result.ts';
import type { OperationTools } from './tools.ts';
import { zonesOfDoors } from './zones.ts';

/**
 * The doors of a daily grant whose day is over where they stand, because it waited past midnight there, or whose zone
 * nobody knows any more. Sent now, the code could be made for a day nobody asked for, and it could not be revoked.
 */
export async function doorsOnWrongDay({ db }: OperationTools, item: ClaimedItem): Promise<DoorVerdict[]> {
  const { action, terms } = item;
  if (action !== 'grant' || !terms || !isDaily(terms.passcodeType)) return [];
  const doorIds = item.doors.map((door) => door.doorId);
  const [at, zones] = await Promise.all([now(), zonesOfDoors(db, doorIds)]);
  return doorIds.flatMap((doorId) => {
    const zone = zones.get(doorId);
    if (!zone) return verdicts([doorId], 'rejected', 'door_zone_unknown');
    return isTodayOrTomorrow(terms.start, zone, at) ? [] : verdicts([doorId], 'rejected', 'day_passed');
  });
}
