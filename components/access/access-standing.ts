import type { AccessView } from '#lib/schemas/access';
import type { Status } from '@/components/ui/status-mark';

type Standing = { status: Status; word?: string };

/** How an access stands: what is being sent for it goes before what the clock says. For `StatusMark`. */
export function standingOf({
  pending,
  state,
  awaitsSyncSince,
}: Pick<AccessView, 'pending' | 'state' | 'awaitsSyncSince'>): Standing {
  if (pending === 'sending') return { status: 'sending' };
  if (pending === 'unknown') return { status: 'unconfirmed', word: 'Sent, not confirmed' };
  if (pending === 'needs_person') return { status: 'unconfirmed', word: 'Needs a decision' };
  if (awaitsSyncSince !== null)
    return state === 'gone' ? { status: 'waiting', word: 'May still open' } : { status: 'waiting' };
  if (state === 'gone') return { status: 'ended', word: 'Taken away' };
  return { status: state };
}
