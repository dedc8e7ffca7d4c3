import type { Violation } from '../access-rules/grant-rules.ts';
import type { GuestWhen, HostDoor } from '../schemas/guest.ts';
import { addDays, dayOf, dayWindow } from '../time/day.ts';
import { type Instant, laterOf } from '../time/instant.ts';
import type { Window } from '../time/window.ts';

/** When a guest may come in, in the building's zone: never before now. A day's code ends with its day there. */
export function guestWindow(when: GuestWhen, zone: string, now: Instant): Window & { end: Instant } {
  if (when.kind === 'stay') {
    return { start: laterOf(dayWindow(when.from, zone).start, now), end: dayWindow(when.to, zone).end };
  }
  const today = dayOf(now, zone);
  const { start, end } = dayWindow(when.day === 'today' ? today : addDays(today, 1), zone);
  return { start: laterOf(start, now), end };
}

/**
 * What a host may not pass on: doors that are not theirs or not to be shared, and before or after they hold them
 * themselves: until then others may live there.
 */
export function checkInvite(
  doorIds: readonly string[],
  doors: readonly HostDoor[],
  { start, end }: Window,
  zone: string,
): Violation[] {
  return doorIds.flatMap((doorId): Violation[] => {
    const door = doors.find(({ id }) => id === doorId);
    if (!door) return [{ field: 'doorIds', reason: 'door_not_of_host' }];
    const params = { door: door.name };
    if (!door.isShareable) return [{ field: 'doorIds', reason: 'door_not_shareable', params }];
    if (start < door.start) {
      return [{ field: 'from', reason: 'guest_before_host', params: { ...params, at: door.start, zone } }];
    }
    const isLonger = door.end !== null && (end === null || end > door.end || start >= door.end);
    return isLonger ? [{ field: 'when', reason: 'guest_outlives_host', params }] : [];
  });
}
