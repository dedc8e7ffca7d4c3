'use client';

import { useQuery } from '@tanstack/react-query';
import { titleOf } from '#lib/messages/operation-words';
import { progressSentence } from '#lib/messages/progress-words';
import { failureOf } from '#lib/queries/fetch-json';
import { operationQuery } from '#lib/queries/operation';
import type { OperationView } from '#lib/schemas/operation';
import { OperationDoors } from '@/components/operation/operation-doors';
import { OperationWatch } from '@/components/operation/operation-watch';
import { MoveOutProof } from '@/components/tenancy/move-out-proof';
import { Banner } from '@/components/ui/banner';
import { FactList } from '@/components/ui/fact-list';
import { PageHeader } from '@/components/ui/page-header';
import { StaleBanner } from '@/components/ui/stale-banner';
import { DoorDecision } from './door-decision.tsx';
import { GiveAgain } from './give-again.tsx';
import { OperationControls } from './operation-controls.tsx';
import { type InitialDoors, OperationDoorTable } from './operation-door-table.tsx';
import { operationFacts } from './operation-facts.tsx';
import { ProgressBar } from './progress-bar.tsx';

type Props = {
  initial: OperationView;
  /** The first page of the doors, where there are too many to tell with the operation. */
  doors: InitialDoors | null;
  mayManage: boolean;
  mayGrant: boolean;
  mayProve: boolean;
};

const isTakenForPhone = ({ kind, state, progress }: OperationView): boolean =>
  kind === 'lost_phone' && state !== 'active' && progress.counts.applied > 0;

const isMovedOut = ({ kind, state, leaving }: OperationView): boolean =>
  kind === 'move_out' && state !== 'active' && leaving.length > 0;

/** One operation, followed while anything of it is open: how far it is, what failed, and what can be done about it. */
export function OperationScreen({ initial, doors, mayManage, mayGrant, mayProve }: Props) {
  const { data: operation, error } = useQuery({ ...operationQuery(initial.id), initialData: initial });
  return (
    <>
      {initial.state === 'active' && <OperationWatch operationId={initial.id} />}
      <PageHeader
        title={titleOf(operation)}
        facts={progressSentence(operation)}
        action={
          <div className="flex flex-wrap gap-2 empty:hidden">
            {mayManage && <OperationControls operation={operation} />}
            {mayGrant && isTakenForPhone(operation) && <GiveAgain operation={operation} />}
          </div>
        }
      />
      {operation.progress.doorCount > 1 && <ProgressBar progress={operation.progress} />}
      <div className="grid gap-4 pb-4 empty:hidden">
        {error && <StaleBanner failure={failureOf(error)} />}
        {operation.progress.isPaused && operation.state === 'active' && (
          <Banner tone="info" title="Paused: nothing more is sent until someone resumes it.">
            What was sent before is still confirmed.
          </Banner>
        )}
        {operation.progress.counts.needs_person > 0 && (
          <Banner tone="warn" title="A person has to look at this.">
            OpenKit gave no clear answer, or someone changed the access in the meantime. Look the doors up in Mission
            Control, then say here what you found.
            {operation.state === 'needs_person' &&
              operation.progress.counts.queued > 0 &&
              ' What is queued waits for it.'}
          </Banner>
        )}
        {mayProve && isMovedOut(operation) && (
          <MoveOutProof
            personIds={operation.leaving.map(({ id }) => id)}
            timeZone={operation.doors[0]?.timeZone ?? null}
          />
        )}
      </div>
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {doors ? (
          <OperationDoorTable operation={operation} initial={doors} mayManage={mayManage} />
        ) : (
          <OperationDoors
            operation={operation}
            decision={mayManage ? (door) => <DoorDecision operationId={operation.id} door={door} /> : undefined}
          />
        )}
        <FactList facts={operationFacts(operation)} />
      </div>
    </>
  );
}
