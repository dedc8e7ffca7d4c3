import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { scenario } from '../scenarios/scenario.ts';
import type { ScenarioRunner } from '../scenarios/scenario-runner.ts';
import { shippedScenario, shippedScenarios } from '../scenarios/shipped.ts';
import { readBody } from './control-call.ts';

const startRequest = z.union([z.strictObject({ name: z.string() }), z.strictObject({ scenario })]);

/** Scripts of faults and events: list the shipped ones, start one of them or one's own, stop. */
export function scenarioRoutes(runner: ScenarioRunner): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/scenarios', (c) => {
    const shipped = shippedScenarios().map(({ name, about }) => ({ name, about }));
    return c.json({ scenarios: shipped, running: runner.status() });
  });

  app.post('/scenarios', async (c) => {
    const wanted = await readBody(c, startRequest);
    runner.start('scenario' in wanted ? wanted.scenario : shippedScenario(wanted.name));
    return c.json({ running: runner.status() }, 201);
  });

  app.delete('/scenarios', (c) => {
    runner.stop();
    return c.json({ ok: true });
  });

  return app;
}
