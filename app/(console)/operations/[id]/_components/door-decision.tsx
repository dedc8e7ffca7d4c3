'use client';

import type { OperationDoor } from '#lib/schemas/operation';
import type { DecideDoorInput } from '#lib/schemas/operation-control';
import { decideDoor } from '#server/actions/operations';
import { Button } from '@/components/ui/button';
import { useControl } from './use-control.ts';

type Choice = { decision: DecideDoorInput['decision']; label: string };
/** Whether what was asked for came to be: of a revocation that is an access which is there no more. */
const aboutAnswer: Record<OperationDoor['action'], Choice[]> = {
  grant: [
    { decision: 'there', label: 'It is there' },
    { decision: 'not_there', label: 'It is not there' },
  ],
  change: [
    { decision: 'there', label: 'It was changed' },
    { decision: 'not_there', label: 'It was not changed' },
  ],
  revoke: [
    { decision: 'there', label: 'It was taken away' },
    { decision: 'not_there', label: 'It is still there' },
  ],
};
const aboutConflict: Choice[] = [
  { decision: 'keep', label: 'Keep what is there' },
  { decision: 'overwrite', label: 'Send the change' },
];

/** What a person says about a door the machine cannot settle. It is recorded under their name. */
export function DoorDecision({ operationId, door }: { operationId: string; door: OperationDoor }) {
  const { isPending, run } = useControl(operationId);
  if (door.state !== 'needs_person') return null;
  const { itemId, doorId } = door;
  const decide = (decision: Choice['decision']) => run(() => decideDoor({ operationId, itemId, doorId, decision }));
  return (
    <div className="flex flex-wrap gap-2">
      {(door.conflict ? aboutConflict : aboutAnswer[door.action]).map(({ decision, label }) => (
        <Button
          key={decision}
          isPending={isPending}
          aria-label={`${label}: ${door.doorName}, ${door.personName}`}
          onClick={() => void decide(decision)}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}
