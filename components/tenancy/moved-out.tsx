'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import { mayBeLate } from '#lib/messages/late-locks';
import { unreadableLeft, whatIsLeft, whyLeft } from '#lib/messages/tenancy-words';
import type { MoveOutPreview, Proof } from '#lib/schemas/tenancy';
import { formatClockThere } from '#lib/time/format';
import { proveMovedOut } from '#server/actions/tenancies';
import { ask } from '@/components/action/ask';
import { FailureLine } from '@/components/ui/failure-line';
import { Icon } from '@/components/ui/icon';
import { AfterJob } from './after-job.tsx';
import { JobProgress } from './job-progress.tsx';

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
  return (
    <div className="grid gap-4">
      {operationId ? (
        <JobProgress operationId={operationId} after={() => <ProofOf personIds={personIds} timeZone={timeZone} />} />
      ) : (
        <>
          <p role="status" className="text-lg">
            The lease has ended. No door had to be revoked.
          </p>
          {personIds.length > 0 && <ProofOf personIds={personIds} timeZone={timeZone} />}
        </>
      )}
      <AfterJob mayBeLate={mayBeLate(people.flatMap(({ doors }) => doors))} hasTasks onClose={onClose} />
    </div>
  );
}

/** One live reading: "0 doors left in your buildings, checked 14:03". */
function ProofOf({ personIds, timeZone }: { personIds: string[]; timeZone: string | null }) {
  const [proof, setProof] = useState<Proof | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const check = useEffectEvent(async () => {
    const answer = await ask(proveMovedOut({ personIds }));
    if (answer.ok) setProof(answer.value);
    else setFailure(answer.error);
  });
  useEffect(() => {
    void check();
  }, []);

  if (failure)
    return (
      <div>
        <p className="text-stopped">Not checked.</p>
        <FailureLine failure={failure} />
      </div>
    );
  if (!proof) return <p className="text-muted">Asking OpenKit what is left…</p>;
  const left = proof.people.flatMap((person) => person.left.map((door) => ({ ...door, name: person.name })));
  const unreadable = proof.people.reduce((sum, person) => sum + person.unreadable, 0);
  const isClear = left.length === 0 && unreadable === 0;
  return (
    <section aria-label="Proof" className="grid gap-2 rounded-lg border border-line p-4">
      <p role="status" className="flex items-center gap-2 text-lg font-medium">
        <Icon name={isClear ? 'active' : 'warning'} className={isClear ? 'text-accent' : 'text-waiting'} />
        {whatIsLeft(left.length, unreadable)}, checked {formatClockThere(proof.checkedAt, timeZone)}
      </p>
      {left.length > 0 && (
        <ul className="grid list-disc gap-1 pl-5 text-sm">
          {left.map(({ name, doorName, buildingName, why }) => (
            <li key={`${name}:${doorName}:${why}`} className="wrap-anywhere">
              <bdi>{doorName}</bdi>, <bdi>{buildingName}</bdi>: {whyLeft(why)}
              {proof.people.length > 1 && ` (${name})`}
            </li>
          ))}
        </ul>
      )}
      {unreadable > 0 && <p className="text-sm">{unreadableLeft}</p>}
      <p className="text-sm text-muted">
        Read from OpenKit just now, guests of theirs included, for doors that are enabled for us. Keycards and Mission
        Control are not part of it.
      </p>
    </section>
  );
}
