'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { diagnosisQuery } from '#lib/queries/diagnosis';
import { failureOf } from '#lib/queries/fetch-json';
import type { GrantDraft } from '@/components/grant-access/grant-draft';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { CheckList } from './check-list.tsx';
import { Conclusion } from './conclusion.tsx';
import { DoorQuestion } from './door-question.tsx';
import { NotInOpenKit } from './not-in-openkit.tsx';

type Props = {
  personId: string;
  personName: string;
  /** Null = which door is the first question. */
  doorId: string | null;
  /** Left out = may not give access. */
  onGrant?: ((draft: GrantDraft) => void) | undefined;
  /** Goes to the person's doorcodes. Left out = may not see them. */
  onReveal?: (() => void) | undefined;
  /** Where they are not on the page: the way there, for what can be done there alone. */
  personHref?: string | undefined;
  onClose: () => void;
};

/** "It doesn’t work": why a door does not open for a person, what to tell them, what to do. */
export default function DiagnosisSheet({ personId, personName, doorId: firstDoorId, ...acts }: Props) {
  const [doorId, setDoorId] = useState(firstDoorId);
  return (
    <Sheet title="It doesn’t work" facts={<bdi>{personName}</bdi>} onClose={acts.onClose}>
      {doorId === null ? (
        <DoorQuestion onChoose={setDoorId} />
      ) : (
        <section aria-label="Diagnosis" tabIndex={-1} ref={takeFocus} className="outline-none">
          <Diagnosed
            personId={personId}
            doorId={doorId}
            onGrant={acts.onGrant}
            onReveal={acts.onReveal}
            personHref={acts.personHref}
          />
        </section>
      )}
    </Sheet>
  );
}

/** The door that was pressed is gone with the question. */
const takeFocus = (place: HTMLElement | null): void => place?.focus();

type DiagnosedProps = Pick<Props, 'personId' | 'onGrant' | 'onReveal' | 'personHref'> & { doorId: string };

function Diagnosed({ personId, doorId, onGrant, onReveal, personHref }: DiagnosedProps) {
  const { data, error, refetch, isFetching } = useQuery(diagnosisQuery(personId, doorId));
  if (data) {
    return (
      <div className="grid gap-6">
        <p className="text-muted" dir="auto">
          {data.door.name}, {data.door.buildingName}
        </p>
        <Conclusion diagnosis={data} onGrant={onGrant} onReveal={onReveal} personHref={personHref} />
        <CheckList checks={data.checks} isSettling={data.isSettling} />
        <NotInOpenKit />
      </div>
    );
  }
  if (!error) return <SkeletonRows count={10} />;
  return (
    <ErrorState
      failure={failureOf(error)}
      action={
        <Button isPending={isFetching} onClick={() => void refetch()}>
          Try again
        </Button>
      }
    />
  );
}
