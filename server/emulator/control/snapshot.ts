import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Emulator } from '../emulator.ts';
import { readingNames } from '../readings/profiles.ts';
import type { Readings } from '../readings/readings.ts';
import { changeSchema } from '../world/change-schema.ts';
import { readBody } from './control-call.ts';
import { worldSize } from './world-size.ts';

const snapshot = z.strictObject({
  version: z.literal(2, 'must be 2: another version of the emulator took this snapshot'),
  seed: z.strictObject({ ...worldSize, epochMs: z.int() }),
  /**
   * The world's changes since it was seeded, the profile and readings, the clock, the faults with what is spent, and
   * how far a scenario is.
   */
  changes: z.array(changeSchema),
});

/** The whole state as one document, but for the journal and the tokens. */
export function snapshotRoutes(emulator: Emulator): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/snapshot', (c) =>
    c.json({ version: 2, seed: emulator.seed, changes: emulator.changes } satisfies z.infer<typeof snapshot>),
  );

  app.post('/restore', async (c) => {
    const { seed, changes } = await readBody(c, snapshot);
    const before = emulator.readings;
    emulator.restore(seed, changes);
    return c.json({ profile: emulator.profile, changedReadings: changesOf(before, emulator.readings) });
  });

  return app;
}

function changesOf(was: Readings, is: Readings): Record<string, { was: string; is: string }> {
  const names = readingNames.filter((name) => was[name] !== is[name]);
  return Object.fromEntries(names.map((name) => [name, { was: was[name], is: is[name] }]));
}
