'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { claimedText } from '#lib/messages/late-locks';
import type { Instant } from '#lib/time/instant';
import { claimSync } from '#server/actions/doors';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

/** For whoever synced the lock with the Latch app, which OpenKit does not tell. `shownAt`: when the page was read. */
export function ClaimSyncButton({ doorId, shownAt }: { doorId: string; shownAt: Instant }) {
  const client = useQueryClient();
  const router = useRouter();
  const [isPending, setPending] = useState(false);

  const claim = async () => {
    setPending(true);
    const answer = await ask(claimSync({ doorIds: [doorId], shownAt }));
    setPending(false);
    if (answer.ok) {
      showToast(claimedText('the lock has', answer.value.waiting));
      void client.invalidateQueries();
      router.refresh();
      return;
    }
    showFailure(answer.error);
  };
  return (
    <Button isPending={isPending} onClick={() => void claim()}>
      The lock has synced
    </Button>
  );
}
