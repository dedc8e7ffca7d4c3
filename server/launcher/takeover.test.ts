import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { temporaryDataDir } from '../../e2e/fixtures/data-dir.ts';
import { freePort } from '../../e2e/fixtures/free-port.ts';
import { type Launcher, startLauncher } from '../../e2e/fixtures/launcher.ts';
import { isRunning } from '../../e2e/fixtures/processes.ts';
import { withClient } from './database.ts';
import { locateCluster } from './embedded-postgres/cluster.ts';
import { appRole, clusterUrl } from './embedded-postgres/connect.ts';
import { findPostmaster } from './embedded-postgres/postmaster.ts';

/** A sample in `npm test`, all of it in `npm run test:faults`. */
const cycles = process.env.TEST_FAULTS === 'all' ? 40 : 4;
const rowsPerCycle = 50;

const dataDir = temporaryDataDir();
/** The same ports every time: what a killed launcher leaves must not keep the next one from them. */
let ports: { PORT: string; EMULATOR_PORT: string };

beforeAll(async () => {
  ports = { PORT: String(await freePort()), EMULATOR_PORT: String(await freePort()) };
});

afterAll(() => dataDir.remove());

async function start(): Promise<Launcher> {
  const launcher = await startLauncher(dataDir.path, ports);
  await launcher.running;
  return launcher;
}

function url(): string {
  return clusterUrl(locateCluster(dataDir.path), appRole);
}

function postmasterPid(): number {
  const found = findPostmaster(locateCluster(dataDir.path));
  if (!found) throw new Error('PostgreSQL does not run');
  return found.pid;
}

/** Writes rows one by one, until it is cut off or has twice enough. Returns what was acknowledged. */
async function writeRows(cycle: number, onEnough: () => void): Promise<string[]> {
  const acknowledged: string[] = [];
  await withClient(url(), async (client) => {
    while (acknowledged.length < rowsPerCycle * 2) {
      const key = `s40-${cycle}-${acknowledged.length}`;
      await client.query(`insert into setting (key, value) values ($1, '1')`, [key]);
      acknowledged.push(key);
      if (acknowledged.length === rowsPerCycle) onEnough();
    }
  }).catch(() => undefined);
  return acknowledged;
}

async function keptRows(): Promise<Set<string>> {
  const rows = await withClient(url(), async (client) => {
    return (await client.query<{ key: string }>(`select key from setting where key like 's40-%'`)).rows;
  });
  return new Set(rows.map((row) => row.key));
}

/** Whom to kill, and what must follow by itself; in the end the launcher is gone each time. */
const victims: {
  name: string;
  pid(launcher: Launcher): number;
  aftermath(launcher: Launcher, pid: number): Promise<void>;
}[] = [
  {
    name: 'launcher',
    pid: (launcher) => launcher.pid,
    aftermath: async (launcher) => {
      expect((await launcher.ended).code).toBeNull();
    },
  },
  {
    name: 'console',
    pid: (launcher) => launcher.childPid('next'),
    aftermath: expectEnd('The console stopped (SIGKILL)'),
  },
  {
    name: 'worker',
    pid: (launcher) => launcher.childPid('worker'),
    aftermath: async (launcher, killed) => {
      await vi.waitFor(() => expect(launcher.childPid('worker')).not.toBe(killed), { timeout: 10_000 });
      launcher.signal('SIGTERM');
      expect((await launcher.ended).code).toBe(0);
    },
  },
  { name: 'PostgreSQL', pid: () => postmasterPid(), aftermath: expectEnd('PostgreSQL was ended from outside') },
];

function expectEnd(sentence: string) {
  return async (launcher: Launcher) => {
    const { code, output } = await launcher.ended;
    expect(code).toBe(1);
    expect(output).toContain(sentence);
  };
}

test(
  `S40 kill -9 of launcher, console, worker and PostgreSQL in turn: clean takeover, no acknowledged row lost`,
  async () => {
    const acknowledged: string[] = [];
    for (let cycle = 0; cycle < cycles; cycle++) {
      const launcher = await start();
      const victim = victims[cycle % victims.length];
      if (!victim) throw new Error('no victim');
      const pid = victim.pid(launcher);
      const programs = ['next', 'worker', 'emulator'].map(launcher.childPid);
      const rows = writeRows(cycle, () => process.kill(pid, 'SIGKILL'));
      await victim.aftermath(launcher, pid);
      await vi.waitFor(() => expect(programs.filter(isRunning)).toEqual([]), { timeout: 10_000 });
      acknowledged.push(...(await rows));
    }
    const launcher = await start();
    const kept = await keptRows();
    expect(acknowledged.length).toBeGreaterThanOrEqual(cycles * rowsPerCycle);
    expect(acknowledged.filter((key) => !kept.has(key))).toEqual([]);
    launcher.signal('SIGTERM');
    await launcher.ended;
  },
  cycles * 40_000,
);

test('S40 a second launcher names the first and leaves it alone; Ctrl-C then ends everything', async () => {
  const first = await start();
  const second = await startLauncher(dataDir.path);
  const { code, output } = await second.ended;
  expect(code).toBe(1);
  expect(output).toMatch(/^[^\n]+\.\n$/);
  expect(output).toContain(`pid ${first.pid}, port ${ports.PORT}`);
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200);

  const pids = [first.childPid('next'), first.childPid('worker'), first.childPid('emulator'), postmasterPid()];
  first.signal('SIGINT');
  expect((await first.ended).code).toBe(0);
  expect(pids.filter(isRunning)).toEqual([]);
}, 120_000);
