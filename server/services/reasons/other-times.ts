import { Refusal } from '#lib/errors';
import type { CallPlan } from '#lib/units/plan-calls';
import type { HeldDoor } from './held-doors.ts';

type OtherTime = { reason: 'held_before' | 'held_later'; params: { door: string; at: string; zone: string } };

/** What is held at another time than a plan wants it, so that no change makes it right: the first such door. */
export function otherTimeOf(
  { apart, late }: Pick<CallPlan, 'apart' | 'late'>,
  held: readonly HeldDoor[],
): OtherTime | null {
  for (const { doorId, doorName, start, end, timeZone } of held) {
    const about = { door: doorName, zone: timeZone ?? 'UTC' };
    if (end && apart.includes(doorId)) return { reason: 'held_before', params: { ...about, at: end } };
    if (late.includes(doorId)) return { reason: 'held_later', params: { ...about, at: start } };
  }
  return null;
}

/** Throws Refusal `invalid` with the door and the time where one is in the way. */
export function refuseOtherTimes(plan: Pick<CallPlan, 'apart' | 'late'>, held: readonly HeldDoor[]): void {
  const found = otherTimeOf(plan, held);
  if (found) throw new Refusal('invalid', { params: { ...found.params, reason: found.reason } });
}
