import type { DoorState, OperationKind, OperationView } from '../schemas/operation.ts';
import { counted } from './counts.ts';

export const doorStateNames: Record<DoorState, string> = {
  queued: 'Queued',
  sending: 'Sending',
  unknown: 'Sent, not confirmed',
  applied: 'Confirmed',
  rejected: 'Refused',
  needs_person: 'Needs a person',
  cancelled: 'Not sent',
};

type Asked = { kind: OperationKind; personName: string; peopleCount: number; doorCount: number };

/** What was asked for: "Give Maya Okafor access to 3 doors". */
export function operationTitle({ kind, personName, peopleCount, doorCount }: Asked): string {
  const who = peopleCount > 1 ? counted(peopleCount, 'person', 'people') : personName;
  const doors = counted(doorCount, 'door');
  if (kind === 'grant') return `Give ${who} access to ${doors}`;
  return kind === 'revoke' ? `Revoke ${doors} of ${who}` : `Change ${doors} of ${who}`;
}

export const titleOf = (operation: OperationView): string =>
  operationTitle({
    kind: operation.kind,
    personName: operation.people[0]?.name ?? 'somebody',
    peopleCount: operation.people.length,
    doorCount: operation.doors.length,
  });

/** The doors of an operation by what became of them. */
export const doorsIn = (operation: OperationView, ...states: DoorState[]): OperationView['doors'] =>
  operation.doors.filter((door) => states.includes(door.state));
