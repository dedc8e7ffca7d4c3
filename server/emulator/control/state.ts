import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Emulator } from '../emulator.ts';
import { profiles } from '../readings/profiles.ts';
import { readClock } from './clock.ts';
import { readBody } from './control-call.ts';
import { worldSize } from './world-size.ts';

const resetRequest = z.strictObject({
  seed: worldSize.seed.optional(),
  people: worldSize.people.optional(),
  buildings: worldSize.buildings.optional(),
  profile: z.enum(profiles).optional(),
});

/** What this emulator is, and beginning anew. */
export function stateRoutes(emulator: Emulator): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/state', (c) => c.json(readState(emulator)));

  app.post('/reset', async (c) => {
    emulator.reset(await readBody(c, resetRequest));
    return c.json(readState(emulator));
  });

  return app;
}

function readState(emulator: Emulator) {
  const { world, seed, profile, readings } = emulator;
  return {
    seed: seed.seed,
    profile,
    readings,
    counts: {
      buildings: world.buildings.size,
      doors: world.doors.size,
      users: world.users.length,
      accesses: world.accessCount,
      notifications: world.outbox.length,
      faults: emulator.faults.list().length,
    },
    clock: readClock(emulator),
  };
}
