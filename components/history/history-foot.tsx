'use client';

import { useRouter } from 'next/navigation';
import { type ComponentProps, useEffect } from 'react';
import type { Instant } from '#lib/time/instant';
import { HistoryNote } from './history-note.tsx';

/** `asOf`: when OpenKit had been read when the bounds were. */
type Props = ComponentProps<typeof HistoryNote> & { asOf: Instant | null };

/**
 * What stands under a list of events, of the page shown. Rows are read again without the bounds: where they come from a
 * later reading, outages may have ended since, and the bounds are read again as well.
 */
export function HistoryFoot({ asOf, ...known }: Props) {
  const router = useRouter();
  const shown = known.page.asOf;
  const isLater = shown !== null && (asOf === null || shown > asOf);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each reading, whether or not that succeeds.
  useEffect(() => {
    if (isLater) router.refresh();
  }, [isLater, shown, router]);
  return <HistoryNote {...known} />;
}
