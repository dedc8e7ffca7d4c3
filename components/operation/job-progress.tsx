'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { counted } from '#lib/messages/counts';
import { progressSentence } from '#lib/messages/progress-words';
import { failureOf } from '#lib/queries/fetch-json';
import type { OperationView } from '#lib/schemas/operation';
import { Banner } from '@/components/ui/banner';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { StaleBanner } from '@/components/ui/stale-banner';
import { OperationDoors } from './operation-doors.tsx';
import { useSettled } from './use-settled.ts';

type Props = {
  operationId: string;
  /** Said once, when nothing is left to be sent or confirmed. */
  onSettled?: (operation: OperationView) => void;
  /** What there is to do once it is settled. */
  after?: (operation: OperationView) => ReactNode;
};

/** What becomes of a job, door by door, until OpenKit has confirmed or refused each. */
export function JobProgress({ operationId, onSettled, after }: Props) {
  const { operation, error, isSettled } = useSettled(operationId, onSettled);
  if (error && !operation) return <ErrorState failure={failureOf(error)} />;
  if (!operation) return <SkeletonRows count={4} />;
  const { rejected, cancelled, queued, needs_person: unclear } = operation.progress.counts;
  const failed = rejected + cancelled + queued + unclear;
  return (
    <div className="grid grid-cols-1 gap-4">
      {error && <StaleBanner failure={failureOf(error)} />}
      <p role="status" className="text-lg">
        {progressSentence(operation)}
      </p>
      {isSettled && failed > 0 && (
        <Banner tone="error" title={`Not done: ${counted(failed, 'door')}.`}>
          The rest is as it says. Try again from{' '}
          <Link href={`/operations/${operation.id}`} prefetch={false} className="underline underline-offset-2">
            the operation
          </Link>
          , or finish it in Mission Control.
        </Banner>
      )}
      <OperationDoors operation={operation} />
      {isSettled && after?.(operation)}
    </div>
  );
}
