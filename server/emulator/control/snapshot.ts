import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Emulator } from '../emulator.ts';
import { faultRule } from '../faults/rule.ts';
import { profiles } from '../readings/profiles.ts';
import { changeSchema } from '../world/change-schema.ts';
import { readBody } from './control-call.ts';

const snapshot = z.strictObject({
  version: z.literal(1),
  profile: z.enum(profiles),
  seed: z.strictObject({ seed: z.int(), people: z.int().min(0), buildings: z.int().min(1), epochMs: z.int() }),
  clock: z.strictObject({ offsetMs: z.number(), frozenAtMs: z.number().nullable() }),
  changes: z.array(changeSchema),
  faults: z.array(faultRule),
});

/** The whole state as one document: the seed and what changed since. */
export function snapshotRoutes(emulator: Emulator): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/snapshot', (c) =>
    c.json({
      version: 1,
      profile: emulator.profile,
      seed: emulator.seed,
      clock: emulator.clock.toState(),
      changes: emulator.changes,
      faults: emulator.faults.list().map(({ rule }) => rule),
    } satisfies z.infer<typeof snapshot>),
  );

  app.post('/restore', async (c) => {
    const { profile, seed, clock, changes, faults } = await readBody(c, snapshot);
    emulator.restore({ profile, seed, changes: [...changes, { kind: 'clock', ...clock }] });
    for (const rule of faults) emulator.faults.add(rule);
    return c.json({ ok: true });
  });

  return app;
}
