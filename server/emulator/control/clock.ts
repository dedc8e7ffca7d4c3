import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Emulator } from '../emulator.ts';
import { Refusal } from '../rules/refusal.ts';
import { durationMs } from '../world/duration.ts';
import { ClockWatchers } from './clock-watchers.ts';
import { check, readBody } from './control-call.ts';

const clockChange = z.strictObject({
  set: z.iso.datetime({ offset: true }).optional(),
  advanceMs: z.number().optional(),
  /** ISO 8601 duration of days, hours, minutes, seconds: `PT2H`, `P1DT30M`. */
  advance: z.string().optional(),
  freeze: z.boolean().optional(),
});

const watchQuery = z.strictObject({ version: z.coerce.number().int() });

/** The virtual clock: read, move, freeze, and wait for changes. */
export function clockRoutes(emulator: Emulator): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const watchers = new ClockWatchers(emulator.clock);

  app.get('/clock', (c) => c.json(readClock(emulator)));

  app.post('/clock', async (c) => {
    const { set, advanceMs = 0, advance, freeze } = await readBody(c, clockChange);
    const baseMs = set === undefined ? emulator.clock.nowMs() : Date.parse(set);
    const moved = baseMs + advanceMs + (advance === undefined ? 0 : moveBy(advance));
    emulator.setClock(moved, freeze ?? emulator.clock.isFrozen);
    await watchers.allTold();
    return c.json(readClock(emulator));
  });

  app.get('/clock/watch', async (c) => {
    const { version } = check(watchQuery, c.req.query());
    await watchers.changedSince(version, c.env.outgoing);
    return c.json(readClock(emulator));
  });

  return app;
}

/** `offsetMs` is virtual minus real time. */
export function readClock({ clock }: Emulator) {
  return {
    now: new Date(clock.nowMs()).toISOString(),
    frozen: clock.isFrozen,
    offsetMs: clock.offsetMs,
    version: clock.version,
  };
}

function moveBy(text: string): number {
  try {
    return durationMs(text);
  } catch {
    throw new Refusal(`"${text}" is no ISO 8601 duration of weeks or less, such as PT2H or P1DT30M.`, 400);
  }
}
