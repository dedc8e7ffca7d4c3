import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';
import { type RunningEmulator, startEmulator } from '#server/emulator/start-emulator';
import { boss } from '#server/jobs/boss';
import { createOperation } from '#server/operations/create-operation';
import type { NewItem } from '#server/operations/new-operation';
import { createTestDatabase } from '../e2e/fixtures/database.ts';
import { startTestCluster } from '../e2e/fixtures/test-cluster.ts';

const root = path.join(import.meta.dirname, '..');
/** What an installation has unless it says otherwise. */
const callsPerSecond = 5;
const grants = 500;
const many = 5000;
/** The least share of the rate budget, the most that memory may grow after the first fifth, the longest to accept. */
const aims = { share: 0.9, growth: 1.1, seconds: 0.5 };

/**
 * 500 grants to new people through a worker of its own: how much of the rate budget they use, what each costs in calls,
 * and how the worker's memory stands at the end of each fifth. Then how long accepting them took, and 5,000. A line
 * says when it misses its aim.
 */
export async function benchOperations(): Promise<void> {
  const removeCluster = await startTestCluster();
  const database = await createTestDatabase();
  const emulator = await startEmulator({ seed: 1, people: 200, buildings: 4 });
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    EMULATOR_PORT: String(emulator.port),
    OPENKIT_CALLS_PER_SECOND: String(callsPerSecond),
    LOG_LEVEL: 'silent',
    NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
    AUDIT_KEY: randomBytes(32).toString('base64'),
    DATA_KEY: randomBytes(32).toString('base64'),
  });
  const worker = fork(path.join(root, 'server/worker/main.ts'), [], { execArgv: ['--conditions=react-server'] });
  await until(sql`select 1 from sweep where state = 'complete'`);
  const [member] = await db()
    .insert(staff)
    .values({ email: 'bench@gatehouse.example', name: 'Bench', role: 'owner' })
    .returning({ id: staff.id });
  const staffId = member?.id ?? '';

  emulator.emulator.journal.clear();
  const { operationId, seconds } = await accept(staffId, grants);
  const memory = await watchMemory(worker, operationId);
  report(emulator, memory);

  worker.kill('SIGKILL');
  for (const [count, took] of [
    [grants, seconds],
    [many, (await accept(staffId, many)).seconds],
  ] as const) {
    console.log(`accepting ${count} grants: ${(took * 1000).toFixed(0)} ms${missed(took >= aims.seconds)}`);
  }
  await (await boss()).stop({ graceful: false });
  await db().$client.end();
  await emulator.close();
  await database.drop();
  await removeCluster();
  // The clock that follows the emulator would keep this program alive.
  process.exit(0);
}

async function accept(staffId: string, count: number): Promise<{ operationId: string; seconds: number }> {
  const [jobs, start] = [await boss(), await now()];
  const doors = await db().execute<{ doorId: string; buildingId: string }>(sql`
    select id as "doorId", building_id as "buildingId" from door where kind = 'door' and is_activated order by id limit 2`);
  const items = Array.from(
    { length: count },
    (_, n): NewItem => ({
      action: 'grant',
      personId: null,
      recipient: { firstName: 'Ben', lastName: `Number ${n}`, email: `bench-${count}-${n}@example.com`, phone: null },
      terms: { passcodeType: 'PERMANENT', start, end: null, shareable: false, role: 'non_resident', notify: true },
      doors: doors.rows,
    }),
  );
  const startedMs = performance.now();
  const { operationId } = await db().transaction((tx) =>
    createOperation(tx, jobs, {
      ...{ kind: 'grant', staffId, sessionId: null, intentId: randomUUID(), requestId: randomUUID() },
      items,
    }),
  );
  return { operationId, seconds: (performance.now() - startedMs) / 1000 };
}

/** The worker's resident memory in MB at the end of each fifth of an operation. */
async function watchMemory(worker: ChildProcess, operationId: string): Promise<number[]> {
  const samples: number[] = [];
  for (let fifth = 1; fifth <= 5; fifth += 1) {
    await until(sql`
      select 1 from operation_item where operation_id = ${operationId} and state = 'settled'
      having count(*) >= ${(grants * fifth) / 5}`);
    const status = readFileSync(`/proc/${worker.pid}/status`, 'utf8');
    samples.push(Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024));
  }
  return samples;
}

function report(emulator: RunningEmulator, memory: number[]): void {
  const calls = emulator.emulator.journal.read({ path: '/users' });
  const posts = calls.filter((call) => call.method === 'POST');
  const seconds = ((posts.at(-1)?.at ?? 0) - (posts[0]?.at ?? 0)) / 1000;
  const share = (posts.length - 1) / seconds / callsPerSecond;
  const others = calls.length - posts.length;
  const growth = Math.max(...memory) / (memory[0] ?? 0);
  console.log(`${grants} grants: ${posts.length} POST, ${others} other calls${missed(posts.length !== grants)}`);
  console.log(
    `${(100 * share).toFixed(1)} % of a budget of ${callsPerSecond} calls a second${missed(share < aims.share)}`,
  );
  console.log(`worker memory at each fifth: ${memory.join(', ')} MB${missed(growth > aims.growth)}`);
}

const missed = (isMissed: boolean): string => (isMissed ? ' (misses)' : '');

async function until(condition: ReturnType<typeof sql>): Promise<void> {
  while ((await db().execute(condition)).rows.length === 0) await sleep(100);
}
