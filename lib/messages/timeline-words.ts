import type { TimelineBar } from '../schemas/timeline.ts';
import type { Instant } from '../time/instant.ts';

export type BarState = 'active' | 'scheduled' | 'ended' | 'taken';

/** How the time of a bar stands to now. */
export function barState(
  { start, end, isTaken }: Pick<TimelineBar, 'start' | 'end' | 'isTaken'>,
  now: Instant,
): BarState {
  if (end !== null && end <= now) return isTaken ? 'taken' : 'ended';
  return start > now ? 'scheduled' : 'active';
}

export const barStateNames: Record<BarState, string> = {
  active: 'Active',
  scheduled: 'Scheduled',
  ended: 'Ended',
  taken: 'Taken away',
};

/** Where bars begin that nobody could see beginning. */
export const lateText = 'What OpenKit confirmed late counts from its sending on: it may have opened since then.';

/** On paper that lacks rows. */
export const printCutText = (count: number): string =>
  `Only the first ${count.toLocaleString('en')} by name are shown here: there are more. Print with the button of the page, or export the CSV file, which holds all of them.`;
