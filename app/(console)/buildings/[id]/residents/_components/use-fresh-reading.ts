'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import type { ResidentReading } from '#lib/schemas/resident';

const lookAgainMs = 2000;

/** Makes the page anew until a reading under way has ended, well or not, and fetches the rows that it brought. */
export function useFreshReading(path: string, { isReading, asOf }: ResidentReading): void {
  const client = useQueryClient();
  const router = useRouter();
  const [asOfFirst] = useState(asOf);
  const refresh = useEffectEvent(() => router.refresh());
  useEffect(() => {
    if (!isReading) return;
    const timer = setInterval(refresh, lookAgainMs);
    return () => clearInterval(timer);
  }, [isReading]);
  useEffect(() => {
    if (asOf !== asOfFirst) void client.invalidateQueries({ queryKey: [path] });
  }, [client, path, asOf, asOfFirst]);
}
