import { sql } from 'drizzle-orm';
import type { PgBoss, SendOptions } from 'pg-boss';
import { pruneSignIns } from '../auth/prune-sign-ins.ts';
import { now } from '../clock.ts';
import { type Db, db } from '../db/pool.ts';
import { type Lane, lanes } from '../db/schema/operations.ts';
import { startBoss } from '../jobs/boss.ts';
import { type JobData, laneJob } from '../jobs/queues.ts';
import { log } from '../log.ts';
import { noteEnds } from '../mirror/note-ends.ts';
import { readResidents } from '../mirror/read-residents.ts';
import { isLastAsked, refreshPerson } from '../mirror/refresh-person.ts';
import { makeSpareIndexes } from '../mirror/spare-indexes.ts';
import { pruneMeter } from '../openkit/meter.ts';
import { openkit } from '../openkit/openkit.ts';
import { UpstreamError } from '../openkit/upstream-error.ts';
import { overtakeRest } from '../operations/overtake.ts';
import { recoverOperations } from '../operations/recover.ts';
import { runOperation } from '../operations/run-operation.ts';
import { takeOver } from '../operations/take-over.ts';
import type { OperationTools } from '../operations/tools.ts';
import { wakeOperation } from '../operations/wake-operation.ts';
import { takeWorkerLease } from '../operations/worker-lease.ts';
import { issueDueCodes } from '../services/plans/issue-due-codes.ts';
import { endMemberships } from '../services/staff/end-memberships.ts';
import { tellWorkerStatus } from '../services/sync/worker-status.ts';
import { SettingsError, settings } from '../settings.ts';
import { logCheck } from './check-log.ts';
import { startCheckpoints } from './checkpoints.ts';
import { jobFailure } from './job-failure.ts';
import { pruneRequests } from './prune-requests.ts';
import { isSweepDue, sweepOnce } from './sync.ts';

/**
 * Jobs taken at once in each lane, and calls of one operation under way at once: enough that slow answers cost no rate.
 */
const jobsAtOnce: Record<Lane, number> = { revoke: 4, interactive: 4, bulk: 2 };
const callsAtOnce: Record<Lane, number> = { revoke: 2, interactive: 2, bulk: 8 };
/**
 * So long one operation may keep a job's place while others wait: four of thousands must not hold up one revocation.
 */
const turnMs: Record<Lane, number> = { revoke: 3_000, interactive: 3_000, bulk: 30_000 };
const roundMs = 15_000;
/** Several workers find the same sweep due: one job is enough. */
const once: SendOptions = { singletonKey: 'due', singletonSeconds: 10 };
/** How long calls under way may take to end when the worker is stopped. */
const drainMs = 20_000;

export type Worker = { stop(): Promise<void> };

type WorkerOptions = {
  /** Runs when a sweep has ended. */
  afterSweep: (db: Db) => Promise<void>;
  /** Calls under way when the worker is stopped that take longer are left to a read-back by the next one. */
  patienceMs?: number;
};

/** Starts everything that calls OpenKit: operations, sweeps, refreshes; and the log's checkpoints. */
export async function startWorker({ afterSweep, patienceMs = drainMs }: WorkerOptions): Promise<Worker> {
  const { databaseUrl, openkit: upstream, auditCheckpoint } = settings();
  if (!databaseUrl) throw new SettingsError('DATABASE_URL is not set: start Gatehouse with `npm start`.');
  const stopping = new AbortController();
  const boss = await startBoss(databaseUrl, { supervise: true });
  boss.on('error', (error) => log.error({ err: error }, 'job queue trouble'));
  const lease = await takeWorkerLease(db(), () => {
    log.fatal('the database connection that proves this worker alive was lost');
    process.exit(1);
  });
  const tools: OperationTools = {
    db: db(),
    boss,
    openkit: openkit(),
    log,
    settleSeconds: upstream.settleSeconds,
    leaseOwner: lease.owner,
    hands: new Set(),
  };

  for (const lane of lanes) await workLane(tools, lane, stopping.signal);
  await handle(boss, 'overtake-rest', 1, ({ operationId }) => overtakeRest(tools.db, operationId));
  await handle(boss, 'refresh-person', 2, async ({ personId, askedAt }, requestId) => {
    if (!(await isLastAsked(tools.db, personId, askedAt))) return;
    try {
      await refreshPerson(tools.db, tools.openkit, { requestId, priority: 'interactive' }, personId);
    } catch (error) {
      // At most one reading a minute, whatever comes of it: the next viewer asks again, the queue does not.
      if (!(error instanceof UpstreamError)) throw error;
      log.warn({ requestId, reason: `upstream_${error.kind}` }, 'a person was not read again');
    }
  });
  await handle(boss, 'read-residents', 1, async ({ buildingId }, requestId) => {
    await readResidents(tools.db, tools.openkit, { requestId, priority: 'bulk' }, buildingId);
  });
  await handle(boss, 'issue-codes', 1, () => issueDueCodes(tools));
  let isSweeping = false;
  await handle(boss, 'sweep-openkit', 1, async () => {
    // A job may be one of several nudges: what is due decides.
    if (!(await isSweepDue(tools.db))) return;
    isSweeping = true;
    try {
      await sweepOnce(tools, stopping.signal);
      await afterSweep(tools.db);
    } finally {
      isSweeping = false;
    }
  });

  const checkLog = logCheck(tools.db);
  const round = async (nudge: SendOptions) => {
    await tellWorkerStatus(tools.db, tools.openkit);
    await recoverOperations(tools);
    // Before plans are looked at: whoever made them may be gone.
    await endMemberships(tools.db);
    await issueDueCodes(tools);
    await noteEnds(tools.db, await now());
    await pruneSignIns(tools.db);
    await pruneMeter(tools.db);
    await pruneRequests(tools.db);
    // Until it has ended the sweep of this worker is due, too.
    if (!isSweeping) {
      if (await isSweepDue(tools.db)) await boss.send('sweep-openkit', {}, nudge);
      // A first sweep may have been stopped while no worker ran.
      else await makeSpareIndexes(tools.db);
    }
    // Last: it may take long, and nothing waits for it.
    await checkLog().catch((error) => log.error({ err: error }, 'the audit log could not be checked'));
  };
  // The job of a worker that was killed may still seem to be under way: a new one asks for its own.
  await round({});
  const checkpoints = startCheckpoints(tools.db, auditCheckpoint);
  const timer = setInterval(
    () => round(once).catch((error) => log.error({ err: error }, 'worker round failed')),
    roundMs,
  );

  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await boss.stop({ graceful: true, timeout: patienceMs });
      await takeOver(tools.db, sql`lease_owner = ${lease.owner}`, tools.settleSeconds);
      await lease.release();
      await checkpoints.stop();
    },
  };
}

async function workLane(tools: OperationTools, lane: Lane, stopping: AbortSignal): Promise<void> {
  await handle(tools.boss, laneJob[lane], jobsAtOnce[lane], async ({ operationId }) => {
    const turn = AbortSignal.timeout(turnMs[lane]);
    const signal = AbortSignal.any([stopping, turn]);
    const runners = Array.from({ length: callsAtOnce[lane] }, () => runOperation(tools, operationId, signal));
    const failed = (await Promise.allSettled(runners)).find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    // The rest of it stands at the end of the queue.
    if (turn.aborted && !stopping.aborted)
      await tools.db.transaction((tx) => wakeOperation(tools.boss, tx, { operationId, lane }));
  });
}

/** How late a job that was to wait may start: its time brings no notification, so the queue is asked now and then. */
const delayedJobLagSeconds = (settleSeconds: number) => Math.min(5, Math.max(0.5, settleSeconds / 6));

async function handle<Name extends keyof JobData>(
  boss: PgBoss,
  name: Name,
  atOnce: number,
  work: (data: JobData[Name], jobId: string) => Promise<void>,
): Promise<void> {
  const notifyPollingIntervalSeconds = delayedJobLagSeconds(settings().openkit.settleSeconds);
  for (let n = 0; n < atOnce; n += 1) {
    const workerId = await boss.work<JobData[Name]>(
      name,
      { batchSize: 1, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds },
      async (jobs) => {
        // Whoever did one looks for the next at once: of those that had to wait nobody is told.
        boss.notifyWorker(workerId);
        for (const job of jobs) {
          await work(job.data, job.id).catch((error: unknown) => {
            log.error({ err: error, job: name, requestId: job.id }, 'job failed');
            throw jobFailure(error);
          });
        }
      },
    );
  }
}
