import type { Instant } from '#lib/time/instant';
import { now } from '#server/clock';
import { settings } from '#server/settings';

/** What the frame around every page shows, whoever is signed in: the domain's time, and whether doors are real. */
export async function getFrame(): Promise<{ now: Instant; isSandbox: boolean }> {
  return { now: await now(), isSandbox: settings().mode === 'sandbox' };
}
