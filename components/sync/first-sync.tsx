'use client';

import type { SyncStatus } from '#lib/schemas/sync';
import { EmptyState } from '@/components/ui/empty-state';
import { FailureSentence } from '@/components/ui/failure-words';
import { PageHeader } from '@/components/ui/page-header';
import { SyncProgress } from './sync-progress.tsx';
import { useSync } from './use-sync.ts';

/** Instead of empty lists, until OpenKit was read once. */
export function FirstSync({ initial }: { initial: SyncStatus }) {
  const status = useSync(initial);
  return (
    <>
      <PageHeader title="Welcome to Gatehouse" facts="Your buildings, doors and people are being read from OpenKit." />
      <EmptyState kind="sync-running" title="OpenKit is being read for the first time">
        <p>This page fills by itself when it is done.</p>
        <div className="mx-auto mt-4 w-56 text-left text-ink">
          <SyncProgress status={status} />
        </div>
        {status.reason && (
          <p className="mt-4 text-waiting">
            <FailureSentence failure={{ code: 'unavailable', params: { reason: status.reason } }} />
          </p>
        )}
      </EmptyState>
    </>
  );
}
