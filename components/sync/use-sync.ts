import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { syncQuery } from '#lib/queries/sync';
import type { SyncStatus } from '#lib/schemas/sync';

/** Follows the reading of OpenKit; when one ends, the page is made anew from what it brought. */
export function useSync(initial: SyncStatus): SyncStatus {
  const router = useRouter();
  const { data: status } = useQuery({ ...syncQuery(), initialData: initial });
  const [seenAsOf] = useState(initial.asOf);
  const refresh = useEffectEvent(() => router.refresh());
  useEffect(() => {
    if (status.asOf !== seenAsOf && status.state !== 'running') refresh();
  }, [status.asOf, status.state, seenAsOf]);
  return status;
}
