import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Result } from '#lib/errors';
import { syncQuery } from '#lib/queries/sync';
import { requestSweep, stopSweep } from '#server/actions/sync';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

/** Starting and stopping a reading, one press at a time. */
export function useSyncActions() {
  const client = useQueryClient();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const ask = async (act: () => Promise<Result<unknown>>) => {
    setAsking(true);
    const answer = await act().catch(() => null);
    setAsking(false);
    if (!answer) return showToast('The server could not be reached. Nothing was changed.', 'failed');
    if (!answer.ok) return showFailure(answer.error);
    await client.invalidateQueries({ queryKey: syncQuery().queryKey });
    router.refresh();
  };
  return { isAsking, start: () => ask(() => requestSweep({})), stop: () => ask(() => stopSweep({})) };
}
