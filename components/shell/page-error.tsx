'use client';

import { unavailable } from '#lib/messages/by-code';
import { Button } from '@/components/ui/button';
import { FailureNotice } from '@/components/ui/failure-notice';

export type PageErrorProps = { error: Error & { digest?: string }; retry: () => void };

/** A page that broke. The digest is the id under which the server's log knows why. */
export function PageError({ error, retry }: PageErrorProps) {
  return (
    <FailureNotice
      message={unavailable}
      requestId={error.digest ?? ''}
      action={<Button onClick={retry}>Try again</Button>}
    />
  );
}
