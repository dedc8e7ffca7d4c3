import { Refusal } from '#lib/errors';
import type { NewItem } from './new-operation.ts';
import type { OpenCall } from './open-calls.ts';

/**
 * Two staff members, or one in two tabs, asking for the same grant: the second would notify the person twice, and a lost
 * answer of one could not be told from the other's. `keys`: the person of each item. Throws Refusal `stale` naming who
 * asked first.
 */
export function refuseAskedTwice(items: readonly NewItem[], keys: readonly string[], open: readonly OpenCall[]): void {
  const nameOf = (personKey: string, doorId: string, passcodeType: string | null | undefined) =>
    `${personKey}|${doorId}|${passcodeType}`;
  const mine = new Set(
    items.flatMap(({ action, doors, terms }, at) =>
      action === 'grant' ? doors.map(({ doorId }) => nameOf(keys[at] ?? '', doorId, terms?.passcodeType)) : [],
    ),
  );
  const first = open.find(
    (call) => call.action === 'grant' && mine.has(nameOf(call.personKey, call.doorId, call.passcodeType)),
  );
  if (!first) return;
  const params = { reason: 'asked_already', staff: first.staffName, door: first.doorName };
  throw new Refusal('stale', { field: 'doorIds', params });
}
