'use client';

import { formatExact, formatRelative } from '#lib/time/format';
import type { Instant } from '#lib/time/instant';
import { useNow } from './clock.tsx';

/**
 * A moment. `zone` is the building's (IANA), never the browser's. Shows "in 3 days" with the exact time and the zone's
 * city on hover, or those themselves with `as="exact"`.
 */
export function Time({
  instant,
  zone,
  as = 'relative',
}: {
  instant: Instant;
  zone: string;
  as?: 'relative' | 'exact';
}) {
  const now = useNow();
  const exact = formatExact(instant, zone);
  return (
    <time dateTime={instant} title={exact} className="whitespace-nowrap">
      {as === 'exact' ? exact : formatRelative(instant, now)}
    </time>
  );
}
