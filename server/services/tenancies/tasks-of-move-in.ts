import type { NewTask } from '#server/db/schema/units';
import { doorTasks } from '../tasks/door-tasks.ts';
import type { FoundUnit } from '../units/find-unit.ts';
import type { Newcomer } from './find-newcomer.ts';
import type { LeasedDoor } from './unit-doors.ts';

type MoveIn = {
  unit: FoundUnit;
  doors: readonly LeasedDoor[];
  newcomer: Newcomer;
  needsKeycard: boolean;
  operationId: string | null;
  /** Whoever moves them in themselves; of many at once the tasks are nobody's. */
  assigneeId?: string;
};

/** What OpenKit cannot do about a move-in, for a person to finish: contract "Not in OpenKit". */
export function tasksOfMoveIn({ unit, doors, newcomer, needsKeycard, operationId, assigneeId }: MoveIn): NewTask[] {
  const about = {
    buildingId: unit.buildingId,
    unitId: unit.id,
    personId: newcomer.personId,
    personName: newcomer.name,
    operationId,
    doorId: null,
    ...(assigneeId && { assigneeId }),
  };
  const isHome = (door: LeasedDoor) => door.bundleId === null;
  return [
    ...doorTasks(about, doors),
    ...(doors.some(isHome) ? [] : [{ ...about, kind: 'door_to_enable' as const }]),
    ...(needsKeycard ? [{ ...about, kind: 'keycard' as const }] : []),
    ...(newcomer.recipient.email ? [] : [{ ...about, kind: 'no_email' as const }]),
  ];
}
