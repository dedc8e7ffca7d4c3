'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceFor } from '#lib/messages/message-for';
import { syncQuery } from '#lib/queries/sync';
import type { SyncStatus } from '#lib/schemas/sync';
import { requestSweep } from '#server/actions/sync';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { showToast } from '@/components/ui/toast-store';
import { SyncProgress } from './sync-progress.tsx';
import { useSync } from './use-sync.ts';

/** How old everything shown is, and the button that has OpenKit read again. */
export function SyncPanel({ initial, mayRun }: { initial: SyncStatus; mayRun: boolean }) {
  const status = useSync(initial);
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const isRunning = status.state === 'running';

  const start = async () => {
    setAsking(true);
    const answer = await requestSweep({}).catch(() => null);
    setAsking(false);
    if (!answer) showToast('The server could not be reached. Nothing was started.', 'failed');
    else if (!answer.ok) showToast(sentenceFor(answer.error), 'failed');
    else await client.invalidateQueries({ queryKey: syncQuery().queryKey });
  };

  return (
    <section aria-labelledby="sync" className="grid min-w-0 gap-3">
      <h2 id="sync" className="font-semibold">
        Read from OpenKit
      </h2>
      <div className="grid gap-3 border-y border-line py-3">
        {status.asOf && (
          <p>
            Last read in full <Time instant={status.asOf} zone="UTC" />
            <span className="block text-sm text-muted">
              <Time instant={status.asOf} zone="UTC" as="exact" />
            </span>
          </p>
        )}
        {isRunning && <SyncProgress status={status} />}
        {!isRunning && <Trouble status={status} />}
        {mayRun && (
          <div>
            <Button icon="sync" isPending={isAsking || isRunning} onClick={() => void start()}>
              {isRunning ? 'Reading' : 'Sync now'}
            </Button>
          </div>
        )}
      </div>
      <p className="text-sm text-muted">
        Gatehouse sees doors enabled for you and your users. Mission Control may show more.
      </p>
    </section>
  );
}

function Trouble({ status }: { status: SyncStatus }) {
  if (status.state === 'failed' || status.state === 'suspect') {
    const what =
      status.state === 'failed' ? 'The last reading failed.' : 'The last reading looked wrong, so nothing was removed.';
    return (
      <p className="text-sm text-waiting">
        {what} {status.reason && sentenceFor({ code: 'unavailable', params: { reason: status.reason } })}
      </p>
    );
  }
  return null;
}
