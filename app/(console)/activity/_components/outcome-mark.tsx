import type { EventPhase } from '#lib/events';
import { phaseLabels } from '#lib/messages/activity-words';
import { type Status, StatusMark } from '@/components/ui/status-mark';

const statuses: Record<EventPhase, Status> = {
  intent: 'sending',
  applied: 'active',
  rejected: 'refused',
  unknown: 'unconfirmed',
  cancelled: 'cancelled',
  done: 'active',
  denied: 'refused',
};

/** What came of what an entry tells. */
export function OutcomeMark({ phase }: { phase: EventPhase }) {
  return <StatusMark status={statuses[phase]} word={phaseLabels[phase]} />;
}
