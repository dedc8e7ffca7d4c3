import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import { Emulator, type EmulatorSettings } from './emulator.ts';
import { createApp } from './http/app.ts';
import { reachableAt } from './http/hosts.ts';
import { Refusal } from './rules/refusal.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { ScenarioRunner } from './scenarios/scenario-runner.ts';
import { readScenario, shippedScenario } from './scenarios/shipped.ts';
import { DataDirectory } from './store/data-directory.ts';
import { StartError } from './store/start-error.ts';

export type StartOptions = Partial<Omit<EmulatorSettings, 'startMs' | 'isFrozen'>> & {
  /** 0: any free port. */
  port?: number;
  /** A name or an address, IPv6 with or without brackets. */
  host?: string;
  /** Where the virtual clock starts (ISO 8601); left out: real time. */
  now?: string;
  freeze?: boolean;
  /** Keeps the world on disk. */
  data?: string | null;
  /** Replaces what the data directory holds. */
  reset?: boolean;
  /** Plays from the start: a shipped scenario by its name, or a file that ends in .json. */
  scenario?: string | null;
};

export type RunningEmulator = {
  url: string;
  port: number;
  /** The world itself, for tests in the same process. */
  emulator: Emulator;
  /** Cuts what is under way; may be called again. */
  close(): Promise<void>;
};

/** Starts an emulator; many can run in one process. Throws a StartError whose message is fit for a terminal. */
export async function startEmulator(options: StartOptions = {}): Promise<RunningEmulator> {
  const { port = 0, scenario = null } = options;
  const host = (options.host ?? '127.0.0.1').replace(/^\[(.*)\]$/, '$1');
  const emulator = openEmulator(options);
  const scenarios = new ScenarioRunner(emulator);
  const server = createAdaptorServer({
    fetch: createApp(emulator, scenarios).fetch,
    // A library must not replace its host's global Request and Response.
    overrideGlobalObjects: false,
    // Longer than any client's pool: a connection must never die in between unless a fault says so.
    serverOptions: { keepAliveTimeout: 600_000 },
  });
  try {
    if (scenario !== null) scenarios.start(findScenario(scenario));
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    emulator.close();
    throw toStartError(error, port, host);
  }
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await closed;
    emulator.close();
  };
  let closing: Promise<void> | null = null;
  return {
    url: `http://${reachableAt(host)}:${actualPort}`,
    port: actualPort,
    emulator,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function openEmulator(options: StartOptions): Emulator {
  const { data = null, reset = false } = options;
  const directory = data === null ? null : new DataDirectory(data);
  try {
    return new Emulator(toSettings(options), directory, reset);
  } catch (error) {
    directory?.close();
    throw error;
  }
}

function findScenario(wanted: string): Scenario {
  return wanted.endsWith('.json') ? readScenario(wanted) : shippedScenario(wanted);
}

function toSettings(options: StartOptions): EmulatorSettings {
  return {
    seed: options.seed ?? 1,
    people: options.people ?? 200,
    buildings: options.buildings ?? 4,
    profile: options.profile ?? null,
    readings: options.readings ?? {},
    startMs: options.now === undefined ? null : Date.parse(options.now),
    isFrozen: options.freeze ?? false,
    partner: options.partner ?? { clientId: 'sandbox-client', clientSecret: 'sandbox-secret' },
    passwordless: options.passwordless ?? { clientId: 'sandbox-user-client', clientSecret: 'sandbox-user-secret' },
    tokenTtlSeconds: options.tokenTtlSeconds ?? 86_400,
    controlKey: options.controlKey ?? null,
    validatesAnswers: options.validatesAnswers ?? false,
  };
}

function toStartError(error: unknown, port: number, host: string): unknown {
  if (error instanceof Refusal) return new StartError(`--scenario: ${error.message}`);
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken: stop what uses it or choose another with --port.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartError(`--host ${host} is no address of this machine: write for example --host 127.0.0.1.`);
  }
  if (code === 'EACCES') return new StartError(`Port ${port} may not be used by this account: choose one above 1023.`);
  return error;
}
