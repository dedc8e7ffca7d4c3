import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { syncQuery } from '#lib/queries/sync';
import type { SyncStatus } from '#lib/schemas/sync';

/** Follows the reading of OpenKit; when one ends, the page is made anew from what it brought. */
export function useSync(initial: SyncStatus): SyncStatus {
  const router = useRouter();
  const { data: status } = useQuery({ ...syncQuery(), initialData: initial });
  const [seenEnd] = useState(endOf(initial));
  const end = endOf(status);
  const refresh = useEffectEvent(() => router.refresh());
  useEffect(() => {
    if (end !== seenEnd && status.state !== 'running') refresh();
  }, [end, status.state, seenEnd]);
  return status;
}

/** Changes whenever a reading ends, believed or not. */
const endOf = ({ asOf, suspect }: SyncStatus): string => `${asOf} ${suspect?.generation}`;
