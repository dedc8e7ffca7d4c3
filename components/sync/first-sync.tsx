'use client';

import type { SyncStatus } from '#lib/schemas/sync';
import { Button } from '@/components/ui/button';
import { useNow } from '@/components/ui/clock';
import { EmptyState } from '@/components/ui/empty-state';
import { FailureSentence } from '@/components/ui/failure-words';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { SyncProgress } from './sync-progress.tsx';
import { useSync } from './use-sync.ts';
import { useSyncActions } from './use-sync-actions.ts';

/** Instead of empty lists, until OpenKit was read to the end once: how far that is, or why it goes no further. */
export function FirstSync({ initial, mayRun }: { initial: SyncStatus; mayRun: boolean }) {
  const status = useSync(initial);
  const hasEnded = status.state === 'stopped' || status.state === 'suspect';
  return (
    <>
      <PageHeader title="Welcome to Gatehouse" facts="Your buildings, doors and people are read from OpenKit." />
      {hasEnded ? <Ended status={status} mayRun={mayRun} /> : <UnderWay status={status} />}
    </>
  );
}

const UnderWay = ({ status }: { status: SyncStatus }) => (
  <EmptyState kind="sync-running" title="OpenKit is being read for the first time">
    <p>This page fills by itself when it is done.</p>
    <div className="mx-auto mt-4 w-56 text-left text-ink">
      <SyncProgress status={status} />
    </div>
    <Trouble reason={status.reason} />
  </EmptyState>
);

function Ended({ status: { state, reason, nextAt }, mayRun }: { status: SyncStatus; mayRun: boolean }) {
  const now = useNow();
  const { isAsking, start } = useSyncActions();
  return (
    <EmptyState
      kind="no-data"
      title={state === 'stopped' ? 'The first reading of OpenKit was stopped' : 'OpenKit has not been read in full yet'}
      action={
        mayRun && (
          <Button variant="primary" icon="sync" isPending={isAsking} onClick={() => void start()}>
            Sync now
          </Button>
        )
      }
    >
      <p>This page fills once a reading is complete.</p>
      <Trouble reason={reason} />
      <p className="mt-4">
        {nextAt === null && 'The next reading begins when a manager starts it.'}
        {nextAt !== null && nextAt <= now && 'The next reading is about to begin.'}
        {nextAt !== null && nextAt > now && (
          <>
            The next reading begins by itself <Time instant={nextAt} zone="UTC" as="both" />.
          </>
        )}
      </p>
    </EmptyState>
  );
}

const Trouble = ({ reason }: Pick<SyncStatus, 'reason'>) =>
  reason && (
    <p className="mt-4 text-waiting">
      <FailureSentence failure={{ code: 'unavailable', params: { reason } }} />
    </p>
  );
