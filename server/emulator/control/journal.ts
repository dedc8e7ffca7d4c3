import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Emulator } from '../emulator.ts';
import { check } from './control-call.ts';

const last = z.coerce.number().int().min(1).optional();

const journalQuery = z.strictObject({
  last,
  since: z.coerce.number().int().min(0).optional(),
  path: z.string().optional(),
  method: z.string().optional(),
});

const outboxQuery = z.strictObject({ last, to: z.string().optional() });

/** What partners called, what was done through the control API, and what Latch would have sent. */
export function journalRoutes(emulator: Emulator): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/journal', (c) => {
    const { last = Infinity, ...wanted } = check(journalQuery, c.req.query());
    const entries = emulator.journal.read(wanted).slice(-last);
    return c.json({ entries, totals: emulator.journal.readTotals() });
  });

  app.delete('/journal', (c) => {
    emulator.journal.clear();
    return c.json({ ok: true });
  });

  app.get('/journal/control', (c) => c.json({ entries: emulator.controlJournal.read() }));

  app.get('/outbox', (c) => {
    const { last = Infinity, to } = check(outboxQuery, c.req.query());
    const sent = emulator.world.outbox.filter((message) => to === undefined || message.to === to).slice(-last);
    return c.json(sent.map(({ atMs, ...message }) => ({ ...message, at: new Date(atMs).toISOString() })));
  });

  return app;
}
