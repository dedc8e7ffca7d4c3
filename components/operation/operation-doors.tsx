import type { ReactNode } from 'react';
import { actionNames } from '#lib/messages/operation-words';
import type { OperationDoor, OperationView } from '#lib/schemas/operation';
import { DoorReason } from './door-reason.tsx';
import { DoorStateMark } from './door-state-mark.tsx';

type Props = {
  operation: OperationView;
  /** What a person can say about a door that waits for it. */
  decision?: ((door: OperationDoor) => ReactNode) | undefined;
};

/** Each door of an operation: how it stands, and why. */
export function OperationDoors({ operation, decision }: Props) {
  const isForMany = operation.people.length > 1;
  const isMixed = operation.doors.some(({ action }) => action !== operation.doors[0]?.action);
  return (
    <ul aria-label="Doors" className="divide-y divide-line border-y border-line">
      {operation.doors.map((door) => (
        <li key={`${door.itemId}:${door.doorId}`} className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2.5">
          <div className="min-w-0 flex-1 basis-60">
            <p className="truncate" title={`${door.doorName}, ${door.buildingName}`}>
              {isMixed && `${actionNames[door.action]}: `}
              <bdi className="font-medium">{door.doorName}</bdi> <bdi className="text-muted">{door.buildingName}</bdi>
            </p>
            {isForMany && <p className="truncate text-sm text-muted">{door.personName}</p>}
            <DoorReason door={door} />
            {door.state === 'needs_person' && decision && <div className="mt-2">{decision(door)}</div>}
          </div>
          <div className="text-sm">
            <DoorStateMark state={door.state} />
          </div>
        </li>
      ))}
    </ul>
  );
}
