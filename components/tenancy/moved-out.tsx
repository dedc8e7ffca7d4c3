'use client';

import { inArea } from '#lib/area';
import type { MoveOutPreview } from '#lib/schemas/tenancy';
import { useArea } from '@/components/shell/area-provider';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { JobProgress } from './job-progress.tsx';
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
  const area = useArea();
  const personIds = people.flatMap(({ personId }) => personId ?? []);
  const mayBeLate = people.some(({ doors }) => doors.some((door) => door.isConnected !== true));
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
      <div className="flex flex-wrap gap-2">
        {mayBeLate && (
          <ButtonLink href={inArea('/walk', area)} icon="sync">
            Locks to sync
          </ButtonLink>
        )}
        <ButtonLink href={inArea('/tasks', area)}>Tasks to finish by hand</ButtonLink>
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}
