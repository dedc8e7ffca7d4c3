import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { createTestDatabase } from '../e2e/fixtures/database.ts';
import { freePort } from '../e2e/fixtures/free-port.ts';
import { startTestCluster } from '../e2e/fixtures/test-cluster.ts';
import { median } from './load.ts';
import { cpuMsOf, rssOf, start } from './processes.ts';

const callsPerSecond = 20;
const metricsToken = randomBytes(24).toString('hex');

/**
 * Two sweeps of 200,000 people at 20 calls a second, by a worker as `npm run worker` starts it, with a web process
 * beside it: the first fills an empty mirror, the second finds nothing new. `people` may be fewer for a quick look.
 */
export async function benchSweep(people = Number(process.argv[3] ?? 200_000)): Promise<void> {
  const stopCluster = await startTestCluster();
  const database = await createTestDatabase();
  const world = [
    '--port',
    '0',
    '--people',
    String(people),
    '--buildings',
    String(Math.ceil(people / 500)),
    '--seed',
    '1',
  ];
  const emulator = start('server/emulator/main.ts', world, {});
  const { url } = z.object({ url: z.string() }).parse(await emulator.ready);
  const env = {
    DATABASE_URL: database.url,
    EMULATOR_PORT: new URL(url).port,
    OPENKIT_CALLS_PER_SECOND: String(callsPerSecond),
    SYNC_INTERVAL_MINUTES: '0',
    METRICS_TOKEN: metricsToken,
    LOG_LEVEL: 'warn',
    ...Object.fromEntries(
      ['NEXTAUTH_SECRET', 'AUDIT_KEY', 'DATA_KEY'].map((name) => [
        name,
        randomBytes(48).toString('base64').slice(0, 44),
      ]),
    ),
  };
  // A pool says that it has ended before its connections have.
  const db = new pg.Client({ connectionString: database.url });
  await db.connect();
  const port = await freePort();
  const web = start('node_modules/next/dist/bin/next', ['start', '--port', String(port)], env);
  const worker = start('server/worker/main.ts', [], env);
  const lagMs = () => eventLoopLagMs(port);
  const first = await watchSweep(db, worker.child, 1, lagMs);
  await db.query(`insert into sweep (state, phase, started_at, seen_counts) values ('running', 'buildings',
    clock_timestamp(), '{"buildings":0,"doors":0,"people":0,"accesses":0,"unreadable":0}')`);
  const second = await watchSweep(db, worker.child, 2, lagMs);
  console.table({
    'first sweep': figures(first),
    'sweep without changes': figures(second),
  });
  for (const { child } of [worker, web, emulator]) child.kill();
  await db.end();
  await database.drop();
  await stopCluster();
}

type Watched = { calls: number; seconds: number; cpuMs: number; rssMb: number[]; lagsMs: number[] };

function figures({ calls, seconds, cpuMs, rssMb, lagsMs }: Watched) {
  const quarter = Math.max(1, Math.floor(rssMb.length / 4));
  return {
    calls,
    'share of the allowed rate': Number((calls / seconds / callsPerSecond).toFixed(2)),
    // On a busy machine this says more than the rate: a call may take 50 ms.
    'CPU of the worker a call, ms': Number((cpuMs / calls).toFixed(1)),
    'memory at its peak, MB': Math.round(Math.max(...rssMb)),
    'last quarter / first quarter': Number(
      (median(rssMb.slice(-quarter)) / median(rssMb.slice(0, quarter))).toFixed(2),
    ),
    // Of the web process, over stretches of five seconds: the middle one and the worst.
    'event-loop delay p99, ms': `${median(lagsMs).toFixed(0)} (worst ${Math.max(...lagsMs).toFixed(0)})`,
  };
}

/** From the first page to the end of the sweep of this generation: when a worker takes it up is another matter. */
async function watchSweep(
  db: pg.Client,
  worker: ChildProcess,
  generation: number,
  lagMs: () => Promise<number>,
): Promise<Watched> {
  const rssMb: number[] = [];
  const lagsMs: number[] = [];
  let startedAt = 0;
  let callsAtStart = 0;
  let cpuAtStartMs = 0;
  for (;;) {
    await sleep(250);
    const { rows } = await db.query<{ state: string; calls: number }>(
      'select state, calls from sweep where generation = $1',
      [generation],
    );
    const [sweep] = rows;
    if (!sweep?.calls) continue;
    startedAt ||= performance.now();
    callsAtStart ||= sweep.calls;
    cpuAtStartMs ||= cpuMsOf(worker);
    rssMb.push(rssOf(worker));
    if (rssMb.length % 20 === 0) lagsMs.push(await lagMs());
    if (sweep.state === 'running') continue;
    if (sweep.state !== 'complete') throw new Error(`The sweep ended ${sweep.state}.`);
    return {
      calls: sweep.calls - callsAtStart,
      seconds: (performance.now() - startedAt) / 1000,
      cpuMs: cpuMsOf(worker) - cpuAtStartMs,
      rssMb,
      lagsMs,
    };
  }
}

async function eventLoopLagMs(port: number): Promise<number> {
  const answer = await fetch(`http://localhost:${port}/metrics`, {
    headers: { authorization: `Bearer ${metricsToken}` },
  });
  const text = await answer.text();
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(text)?.[1]) * 1000;
}
