import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Emulator } from '../emulator.ts';
import { Refusal } from '../rules/refusal.ts';
import { scenario } from '../scenarios/scenario.ts';
import { ScenarioRunner } from '../scenarios/scenario-runner.ts';
import { shippedScenarios } from '../scenarios/shipped.ts';
import { readBody } from './control-call.ts';

const startRequest = z.union([z.strictObject({ name: z.string() }), z.strictObject({ scenario })]);

/** Scripts of faults and events: list the shipped ones, start one of them or one's own, stop. */
export function scenarioRoutes(emulator: Emulator): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const runner = new ScenarioRunner(emulator);
  emulator.onForget(() => runner.stop());

  app.get('/scenarios', (c) => {
    const shipped = shippedScenarios().map(({ name, about }) => ({ name, about }));
    return c.json({ scenarios: shipped, running: runner.status() });
  });

  app.post('/scenarios', async (c) => {
    const wanted = await readBody(c, startRequest);
    const found = 'scenario' in wanted ? wanted.scenario : shippedScenarios().find(({ name }) => name === wanted.name);
    if (!found) throw new Refusal(`There is no scenario ${'name' in wanted ? wanted.name : ''}.`, 404);
    runner.start(found);
    return c.json({ running: runner.status() }, 201);
  });

  app.delete('/scenarios', (c) => {
    runner.stop();
    return c.json({ ok: true });
  });

  return app;
}
