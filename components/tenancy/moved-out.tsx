'use client';

import { mayBeLate } from '#lib/messages/late-locks';
import type { MoveOutPreview } from '#lib/schemas/tenancy';
import { AfterJob } from '@/components/operation/after-job';
import { JobProgress } from '@/components/operation/job-progress';
import { MoveOutProof } from './move-out-proof.tsx';

type Props = {
  operationId: string | null;
  people: MoveOutPreview['people'];
  /** Of the building they leave. */
  timeZone: string | null;
  onClose: () => void;
};

/** What became of a move-out, and once it is settled the proof of it. */
export function MovedOut({ operationId, people, timeZone, onClose }: Props) {
  const personIds = people.flatMap(({ personId }) => personId ?? []);
  const proof = personIds.length > 0 && <MoveOutProof personIds={personIds} timeZone={timeZone} isAskedAtOnce />;
  return (
    <div className="grid gap-4">
      {operationId ? (
        <JobProgress operationId={operationId} after={() => proof} />
      ) : (
        <>
          <p role="status" className="text-lg">
            The lease has ended. No door had to be revoked.
          </p>
          {proof}
        </>
      )}
      <AfterJob mayBeLate={mayBeLate(people.flatMap(({ doors }) => doors))} hasTasks onClose={onClose} />
    </div>
  );
}
