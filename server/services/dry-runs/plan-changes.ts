import { checkChange, type EndChange, endAfter } from '#lib/access-rules/change-rules';
import type { BulkWish } from '#lib/schemas/dry-run';
import { dayWindow } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { doorOf, type HeldAccess } from './held-accesses.ts';
import { callRow, type PlannedRow, refusedRow } from './planned-row.ts';

/** One PATCH for each access that can have the new end; what cannot says why. */
export function planChanges(held: readonly HeldAccess[], wish: WantedEnd, at: Instant): PlannedRow[] {
  return held.map((access) => {
    const end = endFor(access, wish);
    const { personId, recipient, shareable, role, start } = access;
    const about = { personId, recipient, doors: [doorOf(access)] };
    const [violation] = isSettled(access) ?? checkChange([access], { end, shareable: null }, at);
    if (violation) return refusedRow(about, violation);
    return callRow({
      ...about,
      action: 'change',
      terms: {
        passcodeType: 'PERMANENT',
        start,
        end: endAfter(access, end),
        shareable: shareable ?? false,
        role: role ?? 'non_resident',
        notify: false,
      },
      expected: { end: access.end, shareable },
    });
  });
}

type WantedEnd = Extract<BulkWish, { kind: 'extend' }>['end'];

/** A day ends when it does where the door is. */
const endFor = ({ timeZone }: HeldAccess, wish: WantedEnd): EndChange =>
  wish.kind === 'day' ? { kind: 'at', at: dayWindow(wish.day, timeZone ?? 'UTC').end } : wish;

/**
 * One DELETE for each access of ours. Revoking waits for nothing: it overtakes what is under way. `keepHomes`: nobody
 * loses the door of their own home, because people were chosen and not their accesses.
 */
export function planRevocations(held: readonly HeldAccess[], keepHomes: boolean): PlannedRow[] {
  const seen = new Set<string>();
  return held.flatMap((access) => {
    const { personId, recipient, doorId } = access;
    const about = { personId, recipient, doors: [doorOf(access)] };
    const [violation] = notOurs(access);
    if (violation) return [refusedRow(about, violation)];
    if (keepHomes && access.isHome) return [refusedRow(about, { reason: 'own_home_stays' })];
    // DELETE names person and door: two accesses there are one call.
    if (seen.has(`${personId}|${doorId}`)) return [];
    seen.add(`${personId}|${doorId}`);
    return [
      callRow({ ...about, action: 'revoke', terms: null, expected: { end: access.end, shareable: access.shareable } }),
    ];
  });
}

function isSettled(access: HeldAccess) {
  const found = notOurs(access);
  if (found.length > 0) return found;
  const params = { door: access.doorName };
  if (access.isDoubled) return [{ reason: 'access_doubled', params }];
  return access.isUnderWay ? [{ reason: 'operation_under_way', params }] : null;
}

function notOurs({ isPermanent, isOurs }: HeldAccess): { reason: string; params?: Record<string, string> }[] {
  if (!isOurs) return [{ reason: 'given_by_resident' }];
  return isPermanent ? [] : [{ reason: 'daily_stays' }];
}
