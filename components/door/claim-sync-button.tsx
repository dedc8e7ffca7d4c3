'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { claimSync } from '#server/actions/doors';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

/** For whoever synced the lock with the Latch app, which OpenKit does not tell. */
export function ClaimSyncButton({ doorId }: { doorId: string }) {
  const client = useQueryClient();
  const router = useRouter();
  const [isPending, setPending] = useState(false);

  const claim = async () => {
    setPending(true);
    const answer = await ask(claimSync({ doorIds: [doorId] }));
    setPending(false);
    if (answer.ok) {
      showToast('Noted that the lock has synced');
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
