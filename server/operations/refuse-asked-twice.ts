import { Refusal } from '#lib/errors';
import type { KeyedItem } from './insert-items.ts';
import { type OpenCall, placesOf } from './open-calls.ts';

/**
 * Two staff members, or one in two tabs, asking for the same grant: the second would notify the person twice, and a
 * lost answer of one could not be told from the other's. Throws Refusal `stale` naming who asked first.
 */
export function refuseAskedTwice(items: readonly KeyedItem[], open: readonly OpenCall[]): void {
  const mine = new Set(
    items.flatMap((item) =>
      item.action === 'grant'
        ? item.doors.flatMap(({ doorId }) =>
            placesOf(item, doorId).map((place) => `${place}|${item.terms?.passcodeType}`),
          )
        : [],
    ),
  );
  const first = open.find(
    (call) =>
      call.action === 'grant' && placesOf(call, call.doorId).some((place) => mine.has(`${place}|${call.passcodeType}`)),
  );
  if (!first) return;
  const params = { reason: 'asked_already', staff: first.staffName, door: first.doorName };
  throw new Refusal('stale', { field: 'doorIds', params });
}
