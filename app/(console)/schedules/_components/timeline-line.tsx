import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { counted } from '#lib/messages/counts';
import { shortWindow } from '#lib/messages/window-words';
import type { TimelineBar, TimelineRow } from '#lib/schemas/timeline';
import { epochMs, type Instant } from '#lib/time/instant';
import { lanesOf, placeOf, type View } from '#lib/timeline/view';

export const rowHeight = 36;
const laneSpace = 28;

type Props = { row: TimelineRow; top: number; view: View; zone: string; now: Instant };

/** One row: a name that leads to its page, and a bar for each access, side by side where they run together. */
export function TimelineLine({ row, top, view, zone, now }: Props) {
  const lanes = lanesOf(row.bars);
  const laneHeight = Math.min(laneSpace / (Math.max(...lanes, 0) + 1), 12);
  const nowPart = ((epochMs(now) - view.startMs) / view.spanMs) * 100;
  return (
    <li style={{ top, height: rowHeight }} className="absolute flex w-full items-center border-b border-line">
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
            top={4 + (lanes[at] ?? 0) * laneHeight}
            height={laneHeight - 1}
            view={view}
            zone={zone}
            now={now}
          />
        ))}
      </div>
    </li>
  );
}

type BarProps = { bar: TimelineBar; top: number; height: number; view: View; zone: string; now: Instant };

/** For the mouse; with the keyboard the row's name leads to the same page. */
function Bar({ bar, top, height, view, zone, now }: BarProps) {
  const router = useRouter();
  const place = placeOf(bar, view);
  if (!place) return null;
  const window = shortWindow(
    { start: bar.start, end: bar.end, day: bar.isDaily ? bar.start.slice(0, 10) : null },
    zone,
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the name of the row is the way for the keyboard.
    // biome-ignore lint/a11y/noStaticElementInteractions: the name of the row is the way for the keyboard.
    <span
      title={`${bar.label}: ${window}${bar.isTaken ? ', taken away' : ''}`}
      onClick={() => router.push(`/people/${bar.personId}`)}
      style={{ left: `${place.left * 100}%`, width: `max(3px, ${place.width * 100}%)`, top, height }}
      className={`absolute cursor-pointer rounded-sm ${lookOf(bar, now)}`}
    />
  );
}

function lookOf({ start, end, isTaken }: TimelineBar, now: Instant): string {
  if (end !== null && end <= now) return isTaken ? 'border border-stopped bg-stopped-soft' : 'bg-edge';
  return start > now ? 'bg-scheduled' : 'bg-accent';
}
