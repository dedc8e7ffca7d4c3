'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { counted, countedAbout } from '#lib/messages/counts';
import { claimedText } from '#lib/messages/late-locks';
import type { Instant } from '#lib/time/instant';
import { claimSyncs } from '#server/actions/doors';
import type { Chosen } from '@/components/data-table/list-selection';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

/**
 * Somebody who was at several doors says so once. OpenKit does not tell, so it is their word, door by door in the log.
 */
export default function ClaimSyncs({ selection, total, clear, shownAt }: Chosen & { shownAt: Instant }) {
  const client = useQueryClient();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [isPending, setPending] = useState(false);

  const claim = async () => {
    setPending(true);
    const answer = await withStepUp(() => claimSyncs({ selection, shownAt }));
    setPending(false);
    setAsking(false);
    if (!answer.ok) {
      showFailure(answer.error);
      return;
    }
    showToast(claimedText(counted(answer.value.doors, 'lock has', 'locks have'), answer.value.waiting));
    void client.invalidateQueries();
    router.refresh();
    clear();
  };
  return (
    <>
      <Button icon="sync" onClick={() => setAsking(true)}>
        These locks have synced
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={`Have the locks of ${countedAbout(total, 'access', 'accesses')} synced?`}
          confirmLabel="They have synced"
          isPending={isPending}
          onConfirm={() => void claim()}
          onClose={() => setAsking(false)}
        >
          <p>
            Say so only if someone has since unlocked each of these doors with the Latch app. OpenKit does not say, so
            Gatehouse takes your word for it: everything that was waiting for these locks when the page was opened
            leaves this list.
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
