'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { claimSyncs } from '#server/actions/doors';
import type { Chosen } from '@/components/data-table/list-selection';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

/** Somebody who was at several doors says so once. OpenKit does not tell, so it is their word, door by door in the log. */
export default function ClaimSyncs({ selection, count, clear }: Chosen) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isPending, setPending] = useState(false);

  const claim = async () => {
    setPending(true);
    const answer = await withStepUp(() => claimSyncs({ selection }));
    setPending(false);
    setAsking(false);
    if (!answer.ok) {
      showFailure(answer.error);
      return;
    }
    showToast(`Noted that ${counted(answer.value.doors, 'lock has', 'locks have')} synced`);
    void client.invalidateQueries();
    clear();
  };
  return (
    <>
      <Button icon="sync" onClick={() => setAsking(true)}>
        These locks have synced
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={`Have the locks of ${counted(count, 'access', 'accesses')} synced?`}
          confirmLabel="They have synced"
          isPending={isPending}
          onConfirm={() => void claim()}
          onClose={() => setAsking(false)}
        >
          <p>
            Say so only if somebody has unlocked each of these doors with the Latch app since. OpenKit does not tell, so
            Gatehouse takes your word for it: everything that waits for these locks leaves this list.
          </p>
          <p className="text-muted">
            The log notes it under your name, door by door. A code that was revoked still opens a lock that has not
            synced.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
