import { dayMs, type Instant } from '#lib/time/instant';
import { panned, type View, zoomed } from '#lib/timeline/view';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { viewAround } from './use-timeline-view.ts';

const spans = [
  { label: 'Week', days: 7 },
  { label: 'Quarter', days: 90 },
  { label: 'Year', days: 365 },
  { label: '5 years', days: 1826 },
];

type Props = { view: View; now: Instant; onView: (view: View) => void };

/** Everything the mouse and the keys can do, as buttons: dragging is never the only way. */
export function TimelineToolbar({ view, now, onView }: Props) {
  return (
    <div role="toolbar" aria-label="Time shown" className="flex flex-wrap items-center gap-1 print:hidden">
      <IconButton icon="chevron-left" label="Earlier" onClick={() => onView(panned(view, -0.5))} />
      <Button onClick={() => onView(viewAround(now, view.spanMs))}>Today</Button>
      <IconButton icon="chevron-right" label="Later" onClick={() => onView(panned(view, 0.5))} />
      {spans.map(({ label, days }) => (
        <Button key={label} variant="quiet" onClick={() => onView(viewAround(now, days * dayMs))}>
          {label}
        </Button>
      ))}
      <IconButton icon="plus" label="Zoom in" onClick={() => onView(zoomed(view, 0.5))} />
      <IconButton icon="minus" label="Zoom out" onClick={() => onView(zoomed(view, 2))} />
    </div>
  );
}
