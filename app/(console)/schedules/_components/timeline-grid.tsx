import { type UIEvent, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { TimelineRow } from '#lib/schemas/timeline';
import { epochMs, type Instant } from '#lib/time/instant';
import { ticksOf, type View } from '#lib/timeline/view';
import { rowHeight, TimelineLine } from './timeline-line.tsx';
import type { useTimelineView } from './use-timeline-view.ts';

/** Drawn above and below what is in sight, so that scrolling shows no gap. */
const spareRows = 12;
const firstHeight = 640;

type Props = {
  rows: TimelineRow[];
  view: View;
  zone: string;
  now: Instant;
  surface: ReturnType<typeof useTimelineView>['surface'];
  axisRef: ReturnType<typeof useTimelineView>['axisRef'];
  /** The last rows come into sight. */
  onEnd: () => void;
};

/**
 * Names on the left, time to the right. All rows have one height, so that their places are known without drawing them.
 */
export function TimelineGrid({ rows, view, zone, now, surface, axisRef, onEnd }: Props) {
  const [seen, setSeen] = useState({ top: 0, height: firstHeight });
  const isPrinting = usePrinting();
  const first = isPrinting ? 0 : Math.max(Math.floor(seen.top / rowHeight) - spareRows, 0);
  const last = isPrinting
    ? rows.length
    : Math.min(Math.ceil((seen.top + seen.height) / rowHeight) + spareRows, rows.length);
  const onScroll = (event: UIEvent<HTMLElement>) => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
    setSeen({ top: scrollTop, height: clientHeight });
    if (scrollHeight - scrollTop - clientHeight < 20 * rowHeight) onEnd();
  };
  return (
    <div
      onScroll={onScroll}
      {...surface}
      className="relative max-h-[70vh] touch-pan-y overflow-y-auto border-y border-line select-none print:max-h-none print:overflow-visible"
    >
      <TimeAxis ref={axisRef} view={view} zone={zone} now={now} />
      <ul style={{ height: rows.length * rowHeight }} className="relative print:h-auto!">
        {rows.slice(first, last).map((row, at) => (
          <TimelineLine key={row.id} row={row} top={(first + at) * rowHeight} view={view} zone={zone} now={now} />
        ))}
      </ul>
    </div>
  );
}

/** On paper every row that was read is drawn, not only those in sight. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const start = () => flushSync(() => setPrinting(true));
    const stop = () => setPrinting(false);
    window.addEventListener('beforeprint', start);
    window.addEventListener('afterprint', stop);
    return () => {
      window.removeEventListener('beforeprint', start);
      window.removeEventListener('afterprint', stop);
    };
  }, []);
  return isPrinting;
}

const units: Record<'day' | 'month' | 'year', Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: '2-digit' },
  year: { year: 'numeric' },
};

/** Beginnings of days, months or years in the zone, and where now is. */
function TimeAxis({ ref, view, zone, now }: { ref: Props['axisRef']; view: View; zone: string; now: Instant }) {
  const partOf = (at: Instant) => ((epochMs(at) - view.startMs) / view.spanMs) * 100;
  const nowPart = partOf(now);
  return (
    <div aria-hidden="true" className="sticky top-0 z-10 flex h-10 border-b border-line bg-paper text-xs text-muted">
      <span className="w-32 shrink-0 sm:w-56" />
      <div ref={ref} className="relative min-w-0 grow overflow-hidden">
        {ticksOf(view, zone).map(({ at, unit }) => (
          <span
            key={at}
            style={{ left: `${partOf(at)}%` }}
            className="absolute top-5 border-l border-line pl-1 whitespace-nowrap"
          >
            {new Intl.DateTimeFormat('en-GB', { ...units[unit], timeZone: zone }).format(epochMs(at))}
          </span>
        ))}
        {nowPart >= 0 && nowPart <= 100 && (
          <span
            style={{ left: `${nowPart}%` }}
            className="absolute inset-y-0 border-l-2 border-accent pl-1 text-accent"
          >
            Now
          </span>
        )}
      </div>
    </div>
  );
}
