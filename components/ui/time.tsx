'use client';

import { formatExact, formatRelative } from '#lib/time/format';
import type { Instant } from '#lib/time/instant';
import { useNow } from './clock.tsx';

/**
 * A moment. `zone` is the building's (IANA), never the browser's; the exact time names its city. `relative` is for
 * rows: "in 3 days", and the exact time when it is pointed at or its row has the focus, or beside it on a phone.
 * Elsewhere, where nothing takes the focus, `both` says it as well.
 */
export function Time({
  instant,
  zone,
  as = 'relative',
}: {
  instant: Instant;
  zone: string;
  as?: 'relative' | 'exact' | 'both';
}) {
  const now = useNow();
  const exact = formatExact(instant, zone);
  if (as === 'exact') return <time dateTime={instant}>{exact}</time>;
  return (
    <time dateTime={instant} className={as === 'both' ? undefined : 'with-exact'}>
      {formatRelative(instant, now)}
      {as === 'both' && ','} <span>{exact}</span>
    </time>
  );
}
