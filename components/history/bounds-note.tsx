import type { ReactNode } from 'react';
import { counted } from '#lib/messages/counts';
import type { Page } from '#lib/page';
import type { HistoryBounds } from '#lib/schemas/history';
import { formatExact } from '#lib/time/format';
import { CoverageNote } from '@/components/sync/coverage-note';

type Props = { bounds: HistoryBounds; page: Pick<Page<unknown>, 'asOf' | 'coverage'>; children: ReactNode };

/** From when on the history knows anything, when it was blind, and what it cannot hold. */
export function BoundsNote({ bounds: { beginsAt, outages, earlierOutages }, page, children }: Props) {
  return (
    <span className="grid gap-1">
      <span>
        {beginsAt
          ? `This history begins ${formatExact(beginsAt, 'UTC')}.`
          : 'This history begins with the first reading.'}{' '}
        {children}
      </span>
      {outages.length > 0 && (
        <span>
          OpenKit could not be read{' '}
          {outages.map(({ startedAt, endedAt }, index) => (
            <span key={startedAt}>
              {index > 0 && '; '}
              {formatExact(startedAt, 'UTC')} – {endedAt ? formatExact(endedAt, 'UTC') : 'now'}
            </span>
          ))}
          {earlierOutages > 0 && ` and ${counted(earlierOutages, 'time')} earlier`}.
        </span>
      )}
      <CoverageNote asOf={page.asOf} coverage={page.coverage} />
    </span>
  );
}
