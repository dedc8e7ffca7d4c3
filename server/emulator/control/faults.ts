import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Emulator } from '../emulator.ts';
import { checkRule } from '../faults/check-rule.ts';
import { faultRule } from '../faults/rule.ts';
import { Refusal } from '../rules/refusal.ts';
import { readBody } from './control-call.ts';

/** Fault rules: make, list, remove one or all. */
export function faultRoutes(emulator: Emulator): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/faults', (c) => c.json({ faults: emulator.faults.list() }));

  app.post('/faults', async (c) => {
    const rule = await readBody(c, faultRule);
    checkRule(emulator.world, rule);
    return c.json({ id: emulator.faults.add(rule) }, 201);
  });

  app.get('/faults/:id', (c) => {
    const fault = emulator.faults.list().find(({ id }) => id === c.req.param('id'));
    if (!fault) throw new Refusal(`There is no fault ${c.req.param('id')}; GET /_emulator/faults lists them.`, 404);
    return c.json(fault);
  });

  app.delete('/faults', (c) => {
    emulator.faults.clear();
    return c.json({ ok: true });
  });

  app.delete('/faults/:id', (c) => {
    if (!emulator.faults.remove(c.req.param('id')))
      throw new Refusal(`There is no fault ${c.req.param('id')}; GET /_emulator/faults lists them.`, 404);
    return c.json({ ok: true });
  });

  return app;
}
