import type { DoorState, OperationDoor, OperationKind, OperationView } from '../schemas/operation.ts';
import { counted } from './counts.ts';

export const doorStateNames: Record<DoorState, string> = {
  queued: 'Queued',
  sending: 'Sending',
  unknown: 'Sent, not confirmed',
  applied: 'Confirmed',
  rejected: 'Refused',
  needs_person: 'Needs a decision',
  cancelled: 'Not sent',
};

export const actionNames: Record<OperationDoor['action'], string> = {
  grant: 'Give access',
  change: 'Change',
  revoke: 'Revoke',
};

/** These give and take: one door can stand in them twice. */
const mixedKinds: readonly OperationKind[] = ['transfer', 'change_email', 'replace', 'align'];

/** What is counted of an operation. */
export const callsNoun = (kind: OperationKind): 'change' | 'door' => (mixedKinds.includes(kind) ? 'change' : 'door');

type Asked = { kind: OperationKind; personName: string; peopleCount: number; doorCount: number };

/** What was asked for: "Give Maya Okafor access to 3 doors". */
export function operationTitle({ kind, personName, peopleCount, doorCount }: Asked): string {
  const who = peopleCount > 1 ? counted(peopleCount, 'person', 'people') : personName;
  const doors = counted(doorCount, callsNoun(kind));
  return titles[kind](who, doors);
}

const titles: Record<OperationKind, (who: string, doors: string) => string> = {
  grant: (who, doors) => `Give ${who} access to ${doors}`,
  revoke: (who, doors) => `Revoke ${doors} of ${who}`,
  change: (who, doors) => `Change ${doors} of ${who}`,
  move_in: (who, doors) => `Move ${who} in: ${doors}`,
  move_out: (who, doors) => `Move ${who} out: ${doors}`,
  extend: (who, doors) => `Extend ${doors} of ${who}`,
  transfer: (who, doors) => `Transfer ${who}: ${doors}`,
  lost_phone: (who, doors) => `Lost phone of ${who}: ${doors}`,
  change_email: (who, doors) => `New address of ${who}: ${doors}`,
  replace: (who, doors) => `New start for ${who}: ${doors}`,
  align: (who, doors) => `Bring ${who} in line: ${doors}`,
  invite: (who, doors) => `Let ${who} in as a guest: ${doors}`,
};

export const titleOf = (operation: OperationView): string =>
  operationTitle({
    kind: operation.kind,
    personName: (operation.leaving[0] ?? operation.people[0])?.name ?? 'someone',
    peopleCount: operation.progress.peopleCount,
    doorCount: operation.progress.doorCount,
  });

/** The doors of an operation by what became of them. */
export const doorsIn = (operation: OperationView, ...states: DoorState[]): OperationView['doors'] =>
  operation.doors.filter((door) => states.includes(door.state));
