import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { scenario } from '../scenarios/scenario.ts';
import type { ScenarioRunner } from '../scenarios/scenario-runner.ts';
import { shippedScenario, shippedScenarios } from '../scenarios/shipped.ts';
import { readBody } from './control-call.ts';

const startRequest = z
  .strictObject({ name: z.string().optional(), scenario: scenario.optional() })
  .refine((wanted) => (wanted.name === undefined) !== (wanted.scenario === undefined), 'Send either name or scenario.');

/** Scripts of faults and events: list the shipped ones, start one of them or one's own, stop. */
export function scenarioRoutes(runner: ScenarioRunner): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/scenarios', (c) => {
    const shipped = shippedScenarios().map(({ name, about }) => ({ name, about }));
    return c.json({ scenarios: shipped, running: runner.status() });
  });

  app.post('/scenarios', async (c) => {
    const { name = '', scenario: own } = await readBody(c, startRequest);
    runner.start(own ?? shippedScenario(name));
    return c.json({ running: runner.status() }, 201);
  });

  app.delete('/scenarios', (c) => {
    runner.stop();
    return c.json({ ok: true });
  });

  return app;
}
