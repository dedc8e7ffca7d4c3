import { barState } from '#lib/messages/timeline-words';
import type { TimelineBar } from '#lib/schemas/timeline';
import type { Instant } from '#lib/time/instant';

/**
 * The access of a bar, on the page of its person: what is over, works now or begins later stands there in lists of its
 * own. An access that was given again stands where the latest of its bars, all in `bars` by their start, says.
 */
export function barAddress(bar: TimelineBar, bars: readonly TimelineBar[], now: Instant): string {
  const latest = bars.findLast(({ accessId }) => accessId === bar.accessId) ?? bar;
  const show = { active: '', scheduled: '?show=next', ended: '?show=ended', taken: '?show=ended' }[
    barState(latest, now)
  ];
  return `/people/${bar.personId}${show}#access-${bar.accessId}`;
}
