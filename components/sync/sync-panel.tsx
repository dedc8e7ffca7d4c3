'use client';

import { coverageSentence } from '#lib/messages/coverage-words';
import { coverageLimits } from '#lib/page';
import type { SyncStatus } from '#lib/schemas/sync';
import { Button } from '@/components/ui/button';
import { FailureSentence } from '@/components/ui/failure-words';
import { Time } from '@/components/ui/time';
import { SyncProgress } from './sync-progress.tsx';
import { useSync } from './use-sync.ts';
import { useSyncActions } from './use-sync-actions.ts';

/** How old everything shown is, how far a reading under way has come, and the buttons that start and stop one. */
export function SyncPanel({ initial, mayRun }: { initial: SyncStatus; mayRun: boolean }) {
  const status = useSync(initial);
  const { isAsking, start, stop } = useSyncActions();
  const isRunning = status.state === 'running';

  return (
    <section aria-labelledby="sync" className="grid min-w-0 gap-3">
      <h2 id="sync" className="font-semibold">
        Read from OpenKit
      </h2>
      <div className="grid gap-3 border-y border-line py-3">
        {status.asOf && (
          <p>
            Last read in full <Time instant={status.asOf} zone="UTC" as="both" />
          </p>
        )}
        {isRunning && <SyncProgress status={status} />}
        <Trouble status={status} />
        {mayRun && (
          <div className="flex flex-wrap gap-2">
            <Button icon="sync" isPending={isRunning || isAsking} onClick={() => void start()}>
              {isRunning ? 'Reading' : 'Sync now'}
            </Button>
            {isRunning && (
              <Button icon="close" isPending={isAsking} onClick={() => void stop()}>
                Stop
              </Button>
            )}
          </div>
        )}
      </div>
      <p className="text-sm text-muted">{coverageSentence(coverageLimits)}</p>
    </section>
  );
}

function Trouble({ status: { state, reason } }: { status: SyncStatus }) {
  if (state === 'stopped') {
    return (
      <p className="text-sm text-muted">The last reading was stopped. What it had read stays; nothing was removed.</p>
    );
  }
  // A suspect one has an alarm of its own.
  if (state !== 'running' || !reason) return null;
  return (
    <p className="text-sm text-waiting">
      <FailureSentence failure={{ code: 'unavailable', params: { reason } }} />
    </p>
  );
}
