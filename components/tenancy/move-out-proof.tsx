'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import { unreadableLeft, whatIsLeft, whyLeft } from '#lib/messages/tenancy-words';
import type { Proof } from '#lib/schemas/tenancy';
import { formatClockThere } from '#lib/time/format';
import { proveMovedOut } from '#server/actions/tenancies';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { FailureLine } from '@/components/ui/failure-line';
import { Icon } from '@/components/ui/icon';

type Props = {
  personIds: string[];
  /** Of the building they leave. */
  timeZone: string | null;
  /** Whether OpenKit is asked without anybody pressing for it. */
  isAskedAtOnce?: boolean;
};

/**
 * Live readings of what people who moved out can still open, the last of them shown: "0 doors left in your buildings,
 * checked 14:03". It can be asked for again, as what failed or was decided since may have changed it.
 */
export function MoveOutProof({ personIds, timeZone, isAskedAtOnce = false }: Props) {
  const [proof, setProof] = useState<Proof | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isAsking, setAsking] = useState(isAskedAtOnce);
  const check = async () => {
    setAsking(true);
    const answer = await ask(proveMovedOut({ personIds }));
    if (answer.ok) setProof(answer.value);
    setFailure(answer.ok ? null : answer.error);
    setAsking(false);
  };
  const begin = useEffectEvent(() => {
    if (isAskedAtOnce) void check();
  });
  useEffect(() => begin(), []);

  return (
    <section aria-label="Proof" className="grid gap-2 rounded-lg border border-line p-4">
      {proof && <Reading proof={proof} timeZone={timeZone} />}
      {failure && (
        <div>
          <p className="text-stopped">{proof ? 'Not checked again.' : 'Not checked.'}</p>
          <FailureLine failure={failure} />
        </div>
      )}
      {!proof && !failure && (
        <p className="text-muted">
          {isAsking
            ? 'Asking OpenKit what is left…'
            : 'OpenKit is asked what they, and guests of theirs, can still open.'}
        </p>
      )}
      <div>
        <Button isPending={isAsking} onClick={() => void check()}>
          {proof || failure || isAskedAtOnce ? 'Check again' : 'Check what is left'}
        </Button>
      </div>
    </section>
  );
}

function Reading({ proof, timeZone }: { proof: Proof; timeZone: string | null }) {
  const left = proof.people.flatMap((person) => person.left.map((door) => ({ ...door, name: person.name })));
  const unreadable = proof.people.reduce((sum, person) => sum + person.unreadable, 0);
  const isClear = left.length === 0 && unreadable === 0;
  return (
    <>
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
        Read from OpenKit at that time, guests of theirs included, for doors that are enabled for us. Keycards and
        Mission Control are not part of it.
      </p>
    </>
  );
}
