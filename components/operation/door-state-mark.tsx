import { doorStateNames } from '#lib/messages/operation-words';
import type { DoorState } from '#lib/schemas/operation';
import { type Status, StatusMark } from '@/components/ui/status-mark';

const statuses: Record<DoorState, Status> = {
  queued: 'queued',
  sending: 'sending',
  unknown: 'unconfirmed',
  applied: 'active',
  rejected: 'refused',
  needs_person: 'unconfirmed',
  cancelled: 'cancelled',
};

/** How one door of an operation stands. */
export function DoorStateMark({ state }: { state: DoorState }) {
  return <StatusMark status={statuses[state]} word={doorStateNames[state]} />;
}
