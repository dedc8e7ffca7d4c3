'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import type { OperationView } from '#lib/schemas/operation';
import { cancelOperation, pauseOperation, retryOperation } from '#server/actions/operations';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';
import { showToast } from '@/components/ui/toast-store';
import { useControl } from './use-control.ts';

/** What can be done about an operation as it stands: pause or resume, stop the rest, send what failed again. */
export function OperationControls({ operation }: { operation: OperationView }) {
  const { id: operationId, progress, state } = operation;
  const { counts, failedCount, isPaused, isWhole } = progress;
  const router = useRouter();
  const { isPending, run } = useControl(operationId);
  const [isStopping, setStopping] = useState(false);
  const [retryIntent] = useState(() => crypto.randomUUID());
  const open = counts.queued + counts.unknown;
  const doors = counted(open, 'door');

  const pause = () => run(() => pauseOperation({ operationId, isPaused: !isPaused }));
  const stop = async () => {
    setStopping(false);
    const stopped = await run(() => cancelOperation({ operationId }));
    if (stopped) showToast(`Stopped ${counted(stopped.doors, 'door')}: nothing more is sent.`);
  };
  const retry = async () => {
    const made = await run(() => retryOperation({ operationId, intentId: retryIntent }));
    if (made) router.push(`/operations/${made.operationId}`);
  };

  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {state === 'active' && isWhole && (isPaused || counts.queued > 0) && (
        <Button isPending={isPending} onClick={() => void pause()}>
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
      )}
      {open > 0 && (
        <Button variant="danger" onClick={() => setStopping(true)}>
          Stop the rest
        </Button>
      )}
      {state !== 'active' && failedCount > 0 && (
        <Button variant="primary" isPending={isPending} onClick={() => void retry()}>
          Send {counted(failedCount, 'failed door', 'failed doors')} again
        </Button>
      )}
      {isStopping && (
        <ConfirmDialog
          title={`Stop ${doors} not confirmed yet?`}
          confirmLabel={`Stop ${doors}`}
          isDanger
          onConfirm={() => void stop()}
          onClose={() => setStopping(false)}
        >
          <p>
            What is confirmed stays as it is. Gatehouse still finds out what became of what was sent, and does not send
            it again.
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}
