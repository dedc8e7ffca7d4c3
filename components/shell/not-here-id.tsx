'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { RequestId } from '@/components/ui/request-id';

/** What a request asked for, and its id. */
export type AskedPage = { requestId: string; pathname: string };

/**
 * The id of the request that found nothing. Next keeps this page with the frame around it: gone to without a load, it
 * carries the id of an older request, and asks again.
 */
export function NotHereId({ requestId, pathname: asked }: AskedPage) {
  const pathname = usePathname();
  const router = useRouter();
  const isOfThis = asked === pathname;
  useEffect(() => {
    if (!isOfThis) router.refresh();
  }, [isOfThis, router]);
  return isOfThis ? <RequestId id={requestId} /> : null;
}
