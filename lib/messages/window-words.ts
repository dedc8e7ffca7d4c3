import { formatDay, formatExact, formatRelative } from '../time/format.ts';
import { addMs, epochMs, type Instant } from '../time/instant.ts';
import { type Window, type WindowState, windowState } from '../time/window.ts';
import { zoneCity } from '../time/zone.ts';

type ShownWindow = NearWindow & { day: string | null };

/** `gone`: taken away before its time, so that nothing of it is to come. */
export type NearWindow = Window & { state?: WindowState | 'gone' };

/** "until 31 Jul 2027, 11:00 (New York)", within a sentence. */
export const untilText = (end: Instant | null, zone: string | null): string =>
  end === null ? 'without an end' : `until ${formatExact(end, zone ?? 'UTC')}`;

/**
 * A window in one short line of a table; `windowText` says it to the minute. A start of the epoch is one nobody told.
 */
export function shortWindow({ start, end, day }: ShownWindow, zone: string): string {
  if (day !== null) return `${formatDay(start, zone)}, all day (${zoneCity(zone)})`;
  const isStartKnown = epochMs(start) !== 0;
  if (end === null) return isStartKnown ? `From ${formatDay(start, zone)} (${zoneCity(zone)}), no end` : 'No end';
  return isStartKnown ? `${formatDay(start, zone)} – ${formatExact(end, zone)}` : `Until ${formatExact(end, zone)}`;
}

/**
 * What of a window is nearest: "starts in 3 days", "ends in 2 months", "ended yesterday"; null for one without an end.
 */
export function relativeWindow(window: NearWindow, now: Instant): string | null {
  if (window.state === 'gone') return null;
  const state = windowState(window, now);
  if (state === 'scheduled') return `starts ${formatRelative(window.start, now)}`;
  return window.end && `${state === 'ended' ? 'ended' : 'ends'} ${formatRelative(window.end, now)}`;
}

/** The same with its day, for a cell that says the rest where it is pointed at: "Ends in 2 months · 31 Jul 2027". */
export function nearWindow(window: ShownWindow, zone: string, now: Instant): string {
  const near = relativeWindow(window, now);
  if (near === null) return shortWindow(window, zone);
  const { start, end, day } = window;
  // An end at midnight is the last moment of the day before.
  const at = day !== null || end === null || near.startsWith('starts') ? start : addMs(end, -1);
  return `${near.charAt(0).toUpperCase()}${near.slice(1)} · ${formatDay(at, zone)}${day === null ? '' : ', all day'}`;
}
