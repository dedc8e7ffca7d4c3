import { barState } from '#lib/messages/timeline-words';
import type { TimelineBar } from '#lib/schemas/timeline';
import type { Instant } from '#lib/time/instant';
import { accessAddress } from './access-address.ts';

/** An access that was given again stands where the latest of its bars, all in `bars` by their start, says. */
export function barAddress(bar: TimelineBar, bars: readonly TimelineBar[], now: Instant): string {
  const latest = bars.findLast(({ accessId }) => accessId === bar.accessId) ?? bar;
  return accessAddress({ id: bar.accessId, personId: bar.personId, stands: standing[barState(latest, now)] });
}

const standing = { active: 'now', scheduled: 'next', ended: 'ended', taken: 'ended' } as const;
