import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { routes } from '../api/routes.ts';
import { describeApi } from '../contract/openapi.ts';
import { clockRoutes } from '../control/clock.ts';
import { doorRoutes } from '../control/doors.ts';
import { faultRoutes } from '../control/faults.ts';
import { guardControl } from '../control/guard.ts';
import { journalRoutes } from '../control/journal.ts';
import { scenarioRoutes } from '../control/scenarios.ts';
import { snapshotRoutes } from '../control/snapshot.ts';
import { stateRoutes } from '../control/state.ts';
import { worldRoutes } from '../control/world.ts';
import type { Emulator } from '../emulator.ts';
import { apiBase } from '../faults/match.ts';
import { pageRoutes } from '../page/page.ts';
import { Refusal } from '../rules/refusal.ts';
import type { ScenarioRunner } from '../scenarios/scenario-runner.ts';
import { report, StartError } from '../store/start-error.ts';
import { serveCall } from './serve-call.ts';

type App = Hono<{ Bindings: HttpBindings }>;

const parts = [stateRoutes, clockRoutes, journalRoutes, faultRoutes, doorRoutes, worldRoutes, snapshotRoutes];

/** The whole HTTP surface of one emulator. */
export function createApp(emulator: Emulator, scenarios: ScenarioRunner): App {
  const app: App = new Hono<{ Bindings: HttpBindings }>();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/openapi.json', (c) =>
    c.json(describeApi(routes, emulator.readings, `${new URL(c.req.url).origin}${apiBase}`)),
  );
  app.route('/', pageRoutes());
  app.route('/_emulator', createControl(emulator, scenarios));
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    app.on(route.method, route.isPublic ? path : `${apiBase}${path}`, (c) => serveCall(emulator, route, c));
  }
  // Outside the contract, a forgotten base path among it: journalled like any other call.
  app.notFound((c) => serveCall(emulator, null, c));
  return app;
}

/** Everything the real OpenKit lacks: guarded, and journalled apart from the partner's calls. */
function createControl(emulator: Emulator, scenarios: ScenarioRunner): App {
  const app: App = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (c, next) => {
    guardControl(emulator, c);
    await next();
  });
  app.use(async (c, next) => {
    await next();
    emulator.controlJournal.add({ at: Date.now(), method: c.req.method, path: c.req.path, status: c.res.status });
  });
  for (const part of parts) {
    app.route('/', part(emulator));
  }
  app.route('/', scenarioRoutes(scenarios));
  app.all('*', (c) => {
    throw new Refusal(`The control API has no ${c.req.method} ${c.req.path}; the README lists what it has.`, 404);
  });
  app.onError((error, c) => {
    // Whoever went in the middle of their own call knows.
    if (!(error instanceof Refusal || c.env.outgoing.destroyed)) report(error);
    const status = error instanceof Refusal ? error.status : 500;
    const isTold = error instanceof Refusal || error instanceof StartError;
    const message = isTold ? error.message : 'The emulator failed; its terminal says why.';
    return c.json({ message }, status as ContentfulStatusCode);
  });
  return app;
}
