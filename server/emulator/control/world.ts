import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { worldEvent } from '../contract/world-events.ts';
import type { Emulator } from '../emulator.ts';
import { Refusal } from '../rules/refusal.ts';
import { applyWorldEvent } from '../rules/world-events.ts';
import { check, readBody } from './control-call.ts';
import { showBuilding, showUser } from './show.ts';

const userQuery = z
  .strictObject({ email: z.string().optional(), phone: z.string().optional(), userUuid: z.string().optional() })
  .refine(({ email, phone, userUuid }) => email ?? phone ?? userUuid, 'Name an email, phone or userUuid.');

/** People with everything they hold, buildings with their doors, and events behind the partner's back. */
export function worldRoutes(emulator: Emulator): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/users', (c) => {
    const { email, phone, userUuid } = check(userQuery, c.req.query());
    const { world, clock } = emulator;
    const found = userUuid ? world.user(userUuid) : email ? world.userByEmail(email) : world.userByPhone(phone ?? '');
    return c.json({ users: found ? [showUser(found, clock.nowMs())] : [] });
  });

  app.get('/buildings', (c) => {
    return c.json({ buildings: [...emulator.world.buildings.values()].map(showBuilding) });
  });

  app.get('/buildings/:uuid', (c) => {
    const building = emulator.world.buildings.get(c.req.param('uuid'));
    if (!building)
      throw new Refusal(`There is no building ${c.req.param('uuid')}; GET /_emulator/buildings lists them.`, 404);
    return c.json(showBuilding(building));
  });

  app.post('/world/events', async (c) => {
    const event = await readBody(c, worldEvent);
    const work = emulator.openWork();
    applyWorldEvent(work, event);
    work.commit();
    return c.json({ applied: work.applied });
  });

  return app;
}
