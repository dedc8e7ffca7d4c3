import { barState } from '#lib/messages/timeline-words';
import type { TimelineBar } from '#lib/schemas/timeline';
import type { Instant } from '#lib/time/instant';

/**
 * The access of a bar, on the page of its person: what is over, works now or begins later stands there in lists of its
 * own.
 */
export function barAddress(bar: TimelineBar, now: Instant): string {
  const show = { active: '', scheduled: '?show=next', ended: '?show=ended', taken: '?show=ended' }[barState(bar, now)];
  return `/people/${bar.personId}${show}#access-${bar.accessId}`;
}
