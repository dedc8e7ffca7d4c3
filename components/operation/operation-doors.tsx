import { reasonSentence } from '#lib/messages/message-for';
import type { OperationView } from '#lib/schemas/operation';
import { DoorStateMark } from './door-state-mark.tsx';

/** Each door of an operation: how it stands, and why. */
export function OperationDoors({ operation }: { operation: OperationView }) {
  const isForMany = operation.people.length > 1;
  return (
    <ul aria-label="Doors" className="divide-y divide-line border-y border-line">
      {operation.doors.map((door) => (
        <li key={`${door.personId}:${door.doorId}`} className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2.5">
          <div className="min-w-0 flex-1 basis-60">
            <p className="truncate" title={`${door.doorName}, ${door.buildingName}`}>
              <bdi className="font-medium">{door.doorName}</bdi> <bdi className="text-muted">{door.buildingName}</bdi>
            </p>
            {isForMany && <p className="truncate text-sm text-muted">{door.personName}</p>}
            {door.reason && <p className="text-sm break-words text-muted">{reasonSentence(door.reason)}</p>}
          </div>
          <div className="text-sm">
            <DoorStateMark state={door.state} />
          </div>
        </li>
      ))}
    </ul>
  );
}
