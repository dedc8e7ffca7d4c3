import Link from 'next/link';
import { memo, useState } from 'react';
import { counted } from '#lib/messages/counts';
import { type BarState, barState, barStateNames } from '#lib/messages/timeline-words';
import { shortWindow } from '#lib/messages/window-words';
import type { TimelineBar, TimelineRow } from '#lib/schemas/timeline';
import { epochMs, type Instant } from '#lib/time/instant';
import { lanesOf, placeOf, type View } from '#lib/timeline/view';
import { barAddress } from './bar-address.ts';

export const rowHeight = 36;
const laneSpace = 28;

type Props = { row: TimelineRow; top: number; view: View; zone: string; now: Instant };

/** One row: a name that leads to its page, and a bar for each access, side by side where they run together. */
export const TimelineLine = memo(function TimelineLine({ row, top, view, zone, now }: Props) {
  const [isReachable, setReachable] = useState(false);
  const lanes = lanesOf(row.bars);
  const laneCount = Math.max(...lanes, 0) + 1;
  const laneHeight = Math.min(laneSpace / laneCount, 12);
  const laneTop = (rowHeight - laneCount * laneHeight) / 2;
  const nowPart = ((epochMs(now) - view.startMs) / view.spanMs) * 100;
  return (
    <li
      style={{ top, height: rowHeight }}
      onFocus={() => setReachable(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setReachable(false)}
      className="absolute flex w-full items-center border-b border-line print:static print:break-inside-avoid"
    >
      <Link
        href={row.href}
        prefetch={false}
        draggable={false}
        dir="auto"
        title={row.name}
        className="block w-32 shrink-0 truncate pr-3 leading-9 font-medium sm:w-56"
      >
        {row.name}
        <span className="sr-only">, {counted(row.bars.length, 'access', 'accesses')}</span>
      </Link>
      <div className="relative h-full min-w-0 grow overflow-hidden">
        {nowPart >= 0 && nowPart <= 100 && (
          <span style={{ left: `${nowPart}%` }} className="absolute inset-y-0 border-l border-accent" />
        )}
        {row.bars.map((bar, at) => (
          <Bar
            key={bar.id}
            bar={bar}
            href={barAddress(bar, row.bars, now)}
            top={laneTop + (lanes[at] ?? 0) * laneHeight}
            height={laneHeight - 1}
            view={view}
            zone={zone}
            now={now}
            isReachable={isReachable}
          />
        ))}
      </div>
    </li>
  );
});

type BarProps = {
  bar: TimelineBar;
  href: string;
  top: number;
  height: number;
  view: View;
  zone: string;
  now: Instant;
  /** The keyboard is in this row. */
  isReachable: boolean;
};

/** Leads to its access. Bars are tab stops in the row that has the focus alone: else a page had thousands. */
function Bar({ bar, href, top, height, view, zone, now, isReachable }: BarProps) {
  const place = placeOf(bar, view);
  if (!place) return null;
  const window = shortWindow(
    { start: bar.start, end: bar.end, day: bar.isDaily ? bar.start.slice(0, 10) : null },
    bar.timeZone ?? zone,
  );
  const state = barState(bar, now);
  const name = `${bar.doorName}: ${window}, ${barStateNames[state].toLowerCase()}`;
  return (
    <Link
      href={href}
      prefetch={false}
      draggable={false}
      tabIndex={isReachable ? 0 : -1}
      aria-label={name}
      title={name}
      style={{ left: `${place.left * 100}%`, width: `max(3px, ${place.width * 100}%)`, top, height }}
      className={`absolute rounded-sm border [print-color-adjust:exact] ${looks[state]}`}
    />
  );
}

/** The border is what is left where no backgrounds are drawn: on paper, and in the colours of a high contrast. */
const looks: Record<BarState, string> = {
  active: 'border-accent bg-accent',
  scheduled: 'border-dashed border-scheduled bg-scheduled',
  ended: 'border-dotted border-edge bg-edge',
  taken: 'border-stopped bg-stopped-soft',
};
