'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { leftOutSentences } from '#lib/messages/left-out-words';
import type { OperationView } from '#lib/schemas/operation';
import { giveAgain } from '#server/actions/person-jobs';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';
import { showToast } from '@/components/ui/toast-store';
import { useControl } from './use-control.ts';

/** "Give access again" for a lost phone, once the old one is there again or replaced. */
export function GiveAgain({ operation: { id: operationId, people } }: { operation: OperationView }) {
  const router = useRouter();
  const { isPending, run } = useControl(operationId);
  const [isAsking, setAsking] = useState(false);
  const [intentId] = useState(() => crypto.randomUUID());
  const give = async () => {
    setAsking(false);
    const made = await run(() => giveAgain({ operationId, intentId }));
    if (!made?.operationId) return;
    // It stays until somebody closes it: the operation itself knows nothing of these doors.
    if (made.leftOut.length > 0) showToast(leftOutSentences(made.leftOut).join(' '), 'failed');
    router.push(`/operations/${made.operationId}`);
  };
  return (
    <>
      <Button isPending={isPending} onClick={() => setAsking(true)}>
        Give access again
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={`Give access to ${people[0]?.name ?? 'them'} again?`}
          confirmLabel="Give access again"
          onConfirm={() => void give()}
          onClose={() => setAsking(false)}
        >
          <p>
            The doors they are still meant to have, on the terms noted for them now, with new codes. Latch sends a new
            invite.
          </p>
          <p>Guests who lost theirs do not come back.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
