import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Instant, toInstant } from '#lib/time/instant';
import { db } from './db/pool.ts';
import { log } from './log.ts';
import { type Settings, settings } from './settings.ts';
import { singleton } from './singleton.ts';

/** The only source of "now" for the domain. Sessions and the audit log use real time instead. */
export interface Clock {
  now(): Promise<Instant>;
}

/** Sandbox: the emulator's clock, which tests and people can set. Live: the database's time. */
const clock = (): Clock =>
  singleton('clock', () => (settings().mode === 'sandbox' ? emulatorClock(settings()) : databaseClock()));

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
 * known offset goes on, and the log says so once.
 */
function emulatorClock({ emulatorPort, emulatorControlKey }: Settings): Clock {
  const url = `http://localhost:${emulatorPort}/_emulator/clock`;
  let frozenAt: Instant | null = null;
  let offsetMs = 0;
  let version = -1;
  let isAway = false;
  const read = async (path: string) => {
    const answer = await fetch(`${url}${path}`, {
      headers: emulatorControlKey ? { 'x-emulator-key': emulatorControlKey } : {},
      signal: AbortSignal.timeout(40_000),
    });
    if (!answer.ok) throw new Error(`The emulator answered ${answer.status}.`);
    const state = clockState.parse(await answer.json());
    version = state.version;
    frozenAt = state.frozen ? state.now : null;
    offsetMs = Date.parse(state.now) - Date.now();
    isAway = false;
  };
  const goOn = (err: unknown) => {
    if (!isAway) log.warn({ err }, "the emulator's clock cannot be read, and goes on as it was known");
    isAway = true;
  };
  const follow = async () => {
    for (;;) {
      await read(`/watch?version=${version}`).catch((error) => {
        goOn(error);
        return delay(1000);
      });
    }
  };
  const started = read('')
    .catch(goOn)
    .then(() => void follow());
  return {
    async now() {
      await started;
      return frozenAt ?? toInstant(Date.now() + offsetMs);
    },
  };
}

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
