import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Instant, toInstant } from '#lib/time/instant';
import { db } from './db/pool.ts';
import { settings } from './settings.ts';
import { singleton } from './singleton.ts';

/** The only source of "now" for the domain. Sessions and the audit log use real time instead. */
export interface Clock {
  now(): Promise<Instant>;
}

/** Sandbox: the emulator's clock, which tests and people can set. Live: the database's time. */
const clock = (): Clock =>
  singleton('clock', () =>
    settings().mode === 'sandbox' ? emulatorClock(`http://localhost:${settings().emulatorPort}`) : databaseClock(),
  );

/** The domain's now, as an ISO-UTC instant. */
export const now = (): Promise<Instant> => clock().now();

function databaseClock(): Clock {
  const maxAgeMs = 30_000;
  let offsetMs = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    async now() {
      if (performance.now() - readAt > maxAgeMs) {
        const answer = await db().execute<{ at: Instant }>(sql`select clock_timestamp() as at`);
        offsetMs = Date.parse(answer.rows[0]?.at ?? new Date().toISOString()) - Date.now();
        readAt = performance.now();
      }
      return toInstant(Date.now() + offsetMs);
    },
  };
}

const clockState = z.object({ now: z.string(), frozen: z.boolean(), version: z.number() });

/**
 * Follows the emulator's clock by a long poll, so that reading it costs no request. While the emulator is away the last
 * known offset goes on.
 */
function emulatorClock(emulatorUrl: string): Clock {
  let frozenAt: Instant | null = null;
  let offsetMs = 0;
  let version = -1;
  const read = async (path: string) => {
    const answer = await fetch(`${emulatorUrl}/_emulator/clock${path}`, { signal: AbortSignal.timeout(40_000) });
    const state = clockState.parse(await answer.json());
    version = state.version;
    frozenAt = state.frozen ? state.now : null;
    offsetMs = Date.parse(state.now) - Date.now();
  };
  const follow = async () => {
    for (;;) {
      await read(`/watch?version=${version}`).catch(() => delay(1000));
    }
  };
  const started = read('')
    .catch(() => undefined)
    .then(() => void follow());
  return {
    async now() {
      await started;
      return frozenAt ?? toInstant(Date.now() + offsetMs);
    },
  };
}

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
