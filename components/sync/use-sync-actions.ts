import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Result } from '#lib/errors';
import { syncQuery } from '#lib/queries/sync';
import { requestSweep, stopSweep } from '#server/actions/sync';
import { ask } from '@/components/action/ask';
import { showFailure } from '@/components/ui/show-failure';

/** Starting and stopping a reading, one press at a time. */
export function useSyncActions() {
  const client = useQueryClient();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const press = async (act: () => Promise<Result<unknown>>) => {
    setAsking(true);
    const answer = await ask(act());
    setAsking(false);
    if (!answer.ok) return showFailure(answer.error);
    await client.invalidateQueries({ queryKey: syncQuery().queryKey });
    router.refresh();
  };
  return { isAsking, start: () => press(() => requestSweep({})), stop: () => press(() => stopSweep({})) };
}
