import { addDays, addMonths, dayOf, dayWindow, type LocalDate } from '../time/day.ts';
import { dayMs, epochMs, type Instant, toInstant } from '../time/instant.ts';

/** What of time is shown: from `startMs` on, over `spanMs`. */
export type View = { startMs: number; spanMs: number };

/** A day at the least, ten years at the most. */
const shortestMs = dayMs;
const longestMs = 3653 * dayMs;

/** The same view so many of its own lengths later. */
export const panned = ({ startMs, spanMs }: View, lengths: number): View => ({
  startMs: startMs + spanMs * lengths,
  spanMs,
});

/** Shows `factor` times as much; the moment at `at` (0 = left edge, 1 = right) stays where it is. */
export function zoomed({ startMs, spanMs }: View, factor: number, at = 0.5): View {
  const next = Math.min(Math.max(spanMs * factor, shortestMs), longestMs);
  return { startMs: startMs + (spanMs - next) * at, spanMs: next };
}

type Wheel = { deltaX: number; deltaY: number; isZoom: boolean; isSideways: boolean };

/**
 * What a turn of the wheel (in pixels) means at `at` of a view that is drawn so wide; null = nothing: the page scrolls.
 */
export function wheeled(
  { deltaX, deltaY, isZoom, isSideways }: Wheel,
  at: number,
  widthPx: number,
): ((view: View) => View) | null {
  if (isZoom) return (view) => zoomed(view, Math.exp(deltaY / 500), at);
  const sidewaysPx = Math.abs(deltaX) > Math.abs(deltaY) ? deltaX : isSideways ? deltaY : 0;
  return sidewaysPx === 0 ? null : (view) => panned(view, sidewaysPx / widthPx);
}

/**
 * Where a bar stands in the view, in parts of its width; null = outside. A bar without an end goes on to the right
 * edge.
 */
export function placeOf(
  bar: { start: Instant; end: Instant | null },
  { startMs, spanMs }: View,
): { left: number; width: number } | null {
  const from = Math.max((epochMs(bar.start) - startMs) / spanMs, 0);
  const to = Math.min(bar.end === null ? 1 : (epochMs(bar.end) - startMs) / spanMs, 1);
  return to > from || (to === from && from > 0 && from < 1) ? { left: from, width: to - from } : null;
}

/**
 * The lane of each bar, so that none covers another: the first that is free when it begins. In order of their starts.
 */
export function lanesOf(bars: readonly { start: Instant; end: Instant | null }[]): number[] {
  const freeFrom: (Instant | null)[] = [];
  return bars.map(({ start, end }) => {
    const free = freeFrom.findIndex((from) => from !== null && from <= start);
    const lane = free < 0 ? freeFrom.length : free;
    freeFrom[lane] = end;
    return lane;
  });
}

type Unit = 'day' | 'month' | 'year';

/** The beginnings of days, months or years in the zone (IANA) that lie in the view: some 4 to 14 of them. */
export function ticksOf({ startMs, spanMs }: View, zone: string): { at: Instant; unit: Unit }[] {
  const days = spanMs / dayMs;
  const unit: Unit = days <= 40 ? 'day' : days <= 1100 ? 'month' : 'year';
  const every = { day: Math.ceil(days / 14), month: Math.ceil(days / 30 / 14), year: 1 }[unit];
  const first = firstOf(dayOf(toInstant(startMs), zone), unit);
  const ticks: { at: Instant; unit: Unit }[] = [];
  for (let step = 0; step < 60; step += 1) {
    const at = dayWindow(stepped(first, unit, step * every), zone).start;
    if (epochMs(at) > startMs + spanMs) break;
    if (epochMs(at) >= startMs) ticks.push({ at, unit });
  }
  return ticks;
}

const firstOf = (day: LocalDate, unit: Unit): LocalDate =>
  ({ day, month: `${day.slice(0, 7)}-01`, year: `${day.slice(0, 4)}-01-01` })[unit];

const stepped = (day: LocalDate, unit: Unit, steps: number): LocalDate =>
  unit === 'day'
    ? addDays(day, steps)
    : dayOf(addMonths(`${day}T12:00:00.000Z`, unit === 'year' ? steps * 12 : steps, 'UTC'), 'UTC');
