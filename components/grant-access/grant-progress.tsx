'use client';

import Link from 'next/link';
import type { Failure } from '#lib/errors';
import { counted } from '#lib/messages/counts';
import { doorsIn } from '#lib/messages/operation-words';
import { failureOf } from '#lib/queries/fetch-json';
import type { OperationView } from '#lib/schemas/operation';
import { OperationDoors } from '@/components/operation/operation-doors';
import { useSettled } from '@/components/operation/use-settled';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonRows } from '@/components/ui/skeleton-rows';

type Props = {
  operationId: string;
  /** OpenKit took none of it: back to the form, which still holds everything typed. */
  onRefused: (failure: Failure) => void;
  onClose: () => void;
};

/** What becomes of a grant until OpenKit has confirmed it, then the way to the person. */
export function GrantProgress({ operationId, onRefused, onClose }: Props) {
  const { operation, error } = useSettled(operationId, (settled) => {
    const refusal = refusalOf(settled);
    if (refusal) onRefused(refusal);
  });
  if (error && !operation) return <ErrorState failure={failureOf(error)} />;
  if (!operation) return <SkeletonRows count={4} />;
  const person = operation.people[0];
  return (
    <div className="grid grid-cols-1 gap-4">
      <p role="status" className="text-lg">
        {progressSentence(operation)}
      </p>
      <OperationDoors operation={operation} />
      {person?.id && (
        <p className="wrap-anywhere">
          <Link href={`/people/${person.id}`} className="font-medium text-accent underline underline-offset-2">
            Open the page of <bdi>{person.name}</bdi>
          </Link>
        </p>
      )}
      <div>
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}

/** Why nothing of it was done; null while anything was or may have been. */
function refusalOf(operation: OperationView): Failure | null {
  const refused = doorsIn(operation, 'rejected', 'cancelled');
  if (refused.length < operation.doors.length) return null;
  return { code: 'refused', params: { reason: refused[0]?.reason ?? undefined }, requestId: operation.requestId };
}

function progressSentence(operation: OperationView): string {
  const total = counted(operation.doors.length, 'door');
  const applied = doorsIn(operation, 'applied').length;
  if (doorsIn(operation, 'unknown').length > 0) return 'Sent, not confirmed yet. Do not repeat. We are checking.';
  if (operation.state === 'active') return `Sending access to ${total} to OpenKit.`;
  if (applied === operation.doors.length) return `Confirmed: access to ${total}.`;
  return `Confirmed: access to ${applied} of ${total}.`;
}
