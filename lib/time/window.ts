import type { Instant } from './instant.ts';

/** When an access works: `[start, end)`; end null = no expiry. */
export type Window = { start: Instant; end: Instant | null };

export type WindowState = 'scheduled' | 'active' | 'ended';

export function windowState(window: Window, now: Instant): WindowState {
  if (window.end !== null && window.end <= now) return 'ended';
  return window.start <= now ? 'active' : 'scheduled';
}
