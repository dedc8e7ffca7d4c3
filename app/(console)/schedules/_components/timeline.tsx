'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { counted } from '#lib/messages/counts';
import { coverageText } from '#lib/messages/question-words';
import { lateText, printCutText } from '#lib/messages/timeline-words';
import type { Page } from '#lib/page';
import { failureOf } from '#lib/queries/fetch-json';
import { timelineRows } from '#lib/queries/timeline';
import type { HistoryBounds } from '#lib/schemas/history';
import type { TimelineRow } from '#lib/schemas/timeline';
import { zoneCity } from '#lib/time/zone';
import { BoundsNote } from '@/components/history/bounds-note';
import { Unread } from '@/components/sync/unread';
import { Button } from '@/components/ui/button';
import { useNow } from '@/components/ui/clock';
import { EmptyState } from '@/components/ui/empty-state';
import { FailureLine } from '@/components/ui/failure-line';
import { TimelineExport } from './timeline-export.tsx';
import { TimelineGrid } from './timeline-grid.tsx';
import { TimelineTable } from './timeline-table.tsx';
import { TimelineToolbar } from './timeline-toolbar.tsx';
import { usePrintAll } from './use-print-all.ts';
import { useTimelineView } from './use-timeline-view.ts';

type Props = {
  subject: { name: string; timeZone: string | null };
  /** `?building=…`: of what. */
  search: string;
  isOfPerson: boolean;
  as: 'bars' | 'table';
  initial: Page<TimelineRow>;
  bounds: HistoryBounds;
};

/** Access windows as bars. Only the rows in sight are drawn; later ones are read when somebody scrolls to them. */
export function Timeline({ subject, search, isOfPerson, as, initial, bounds }: Props) {
  const now = useNow();
  const { view, setView, surface, axisRef } = useTimelineView(now);
  const rows = useInfiniteQuery({
    ...timelineRows(search),
    initialData: { pages: [initial], pageParams: [''] },
    staleTime: 60_000,
  });
  const all = rows.data.pages.flatMap((page) => page.items);
  const zone = subject.timeZone ?? 'UTC';
  const isInSeveralZones = all.some(({ bars }) => bars.some(({ timeZone }) => timeZone !== null && timeZone !== zone));
  const more = () => {
    if (rows.hasNextPage && !rows.isFetchingNextPage) void rows.fetchNextPage();
  };
  const { isPreparing, print } = usePrintAll(rows, all.length);
  if (all.length === 0) {
    if (initial.asOf === null) return <Unread />;
    return (
      <EmptyState kind="no-data" title="Nobody has or had access here">
        Bars appear here with the first access that OpenKit shows us.
      </EmptyState>
    );
  }
  return (
    <section data-paper aria-label={`Timeline of ${subject.name}`} className="pt-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pb-3">
        <p className="min-w-0 grow">
          <span className="font-medium" dir="auto">
            {subject.name}
          </span>
          , {counted(all.length, isOfPerson ? 'door' : 'person', isOfPerson ? 'doors' : 'people')}
          {rows.hasNextPage ? ' so far' : ''}. Days are those of {zoneCity(zone)}
          {isInSeveralZones && '; what is elsewhere is shown in its own time'}.{' '}
          {as === 'bars' && (
            <span className="print:hidden">
              Drag the bars, or use the arrow keys, plus and minus, or the wheel with Shift or Ctrl.{' '}
            </span>
          )}
          <Link
            href={as === 'bars' ? `/schedules${search}&as=table` : `/schedules${search}`}
            prefetch={false}
            className="underline underline-offset-2 print:hidden"
          >
            {as === 'bars' ? 'The same as a table' : 'The same as bars'}
          </Link>
        </p>
        {as === 'bars' && <TimelineToolbar view={view} now={now} onView={setView} />}
        <div className="flex flex-wrap gap-1 print:hidden">
          <TimelineExport search={search} count={all.length} hasMore={rows.hasNextPage} />
          <Button variant="quiet" isPending={isPreparing} onClick={print}>
            Print
          </Button>
        </div>
      </div>
      {as === 'bars' ? (
        <TimelineGrid rows={all} view={view} zone={zone} now={now} surface={surface} axisRef={axisRef} onEnd={more} />
      ) : (
        <TimelineTable rows={all} zone={zone} now={now} isOfPerson={isOfPerson} />
      )}
      {as === 'table' && rows.hasNextPage && (
        <div className="py-3 print:hidden">
          <Button isPending={rows.isFetchingNextPage} onClick={more}>
            Show more
          </Button>
        </div>
      )}
      {rows.hasNextPage && <p className="hidden pt-3 font-medium print:block">{printCutText(all.length)}</p>}
      <p className="max-w-prose pt-3 text-sm text-muted">
        <BoundsNote bounds={bounds} page={initial}>
          {coverageText} {lateText}
        </BoundsNote>
      </p>
      {rows.isFetchNextPageError && (
        <div className="py-2">
          <FailureLine failure={failureOf(rows.error)} />
        </div>
      )}
    </section>
  );
}
