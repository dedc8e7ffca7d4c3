import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Emulator } from '../emulator.ts';
import { saveDoor } from '../rules/doors.ts';
import { syncLock, tryApp, tryCode } from '../rules/lock.ts';
import { Refusal } from '../rules/refusal.ts';
import { toDoorRecord } from '../world/change.ts';
import type { Door } from '../world/model.ts';
import { readBody } from './control-call.ts';
import { describeTry } from './lock-sentence.ts';
import { showAccess, showDoor } from './show.ts';

const tryRequest = z
  .strictObject({ code: z.string().optional(), userUuid: z.uuid().optional() })
  .refine(({ code, userUuid }) => (code === undefined) !== (userUuid === undefined), 'Send either code or userUuid.');

const device = z.strictObject({
  serialNumber: z.string(),
  type: z.string(),
  battery: z.strictObject({ percentage: z.int(), lastUpdatedMs: z.int() }),
});

const doorChange = z.strictObject({
  name: z.string().min(1).optional(),
  isConnected: z.boolean().nullable().optional(),
  device: device.nullable().optional(),
  enabled: z.boolean().optional(),
  accessibilityType: z.enum(['COMMUNAL', 'PRIVATE']).nullable().optional(),
});

/** The lock: look at it, change it, try it, sync it. */
export function doorRoutes(emulator: Emulator): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/doors/:uuid', (c) => c.json(showDoor(findDoor(emulator, c.req.param('uuid')), emulator.openWork())));

  app.patch('/doors/:uuid', async (c) => {
    const change = await readBody(c, doorChange);
    const door = findDoor(emulator, c.req.param('uuid'));
    const work = emulator.openWork();
    saveDoor(work, { ...toDoorRecord(door), ...change });
    work.commit();
    return c.json(showDoor(door, work));
  });

  app.post('/doors/:uuid/try', async (c) => {
    const { code, userUuid } = await readBody(c, tryRequest);
    const door = findDoor(emulator, c.req.param('uuid'));
    const work = emulator.openWork();
    const answer = userUuid === undefined ? tryCode(work, door, code ?? '') : tryApp(work, door, userUuid);
    work.commit();
    const { reason, access } = answer;
    return c.json({
      opens: reason === 'opened',
      reason,
      ...(access ? { access: showAccess(access, work.nowMs) } : {}),
      detail: describeTry(answer, door),
    });
  });

  app.post('/doors/:uuid/sync', (c) => {
    const work = emulator.openWork();
    const synced = syncLock(work, findDoor(emulator, c.req.param('uuid')));
    work.commit();
    return c.json({ synced });
  });

  return app;
}

function findDoor({ world }: Emulator, uuid: string): Door {
  const door = world.doors.get(uuid);
  if (!door) throw new Refusal(`There is no door ${uuid}; GET /_emulator/buildings lists them.`, 404);
  return door;
}
