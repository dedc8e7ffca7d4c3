import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import { ListeningClient } from '../db/listening-client.ts';
import type { Tx } from '../db/pool.ts';
import { SettingsError, settings } from '../settings.ts';
import { singleton } from '../singleton.ts';
import { type JobData, type JobName, jobNames, queueOptions } from './queues.ts';

const schema = 'jobs';

/** What pg-boss hands on to its pool. */
const pooled = (connectionString: string) => ({ connectionString, Client: ListeningClient });

/** Makes pg-boss's tables and our queues. Needs the owner role; called by the migration only. */
export async function installJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    ...pooled(ownerUrl),
    schema,
    max: 2,
    supervise: false,
    schedule: false,
    migrate: true,
  });
  boss.on('error', () => undefined);
  await boss.start();
  for (const name of jobNames) {
    if (await boss.getQueue(name)) await boss.updateQueue(name, queueOptions);
    else await boss.createQueue(name, { ...queueOptions, policy: 'standard' });
  }
  await boss.stop({ graceful: false });
}

/** A running pg-boss under the serving role. `supervise`: this process also does its housekeeping (one worker does). */
export async function startBoss(url: string, options: { supervise: boolean }): Promise<PgBoss> {
  const boss = new PgBoss({
    ...pooled(url),
    schema,
    max: 4,
    migrate: false,
    createSchema: false,
    supervise: options.supervise,
    schedule: options.supervise,
    useListenNotify: options.supervise,
    reindex: false,
    monitorVacuum: false,
  });
  await boss.start();
  return boss;
}

/**
 * Enqueues inside the caller's transaction: no job without its rows, no rows without their job. `isFirst`: it is taken
 * before jobs that were there earlier.
 */
export async function enqueue<Name extends JobName>(
  boss: PgBoss,
  tx: Tx,
  name: Name,
  data: JobData[Name],
  { startAfterSeconds = 0, isFirst = false }: { startAfterSeconds?: number; isFirst?: boolean } = {},
): Promise<void> {
  await boss.send(name, data, {
    startAfter: startAfterSeconds,
    priority: isFirst ? 1 : 0,
    db: fromDrizzle(tx, sql),
  });
}

/** This process's pg-boss for enqueueing only; the worker has one of its own that also works. */
export const boss = (): Promise<PgBoss> =>
  singleton('boss', () => {
    const { databaseUrl } = settings();
    if (!databaseUrl) throw new SettingsError('DATABASE_URL is not set: start Gatehouse with `npm start`.');
    return startBoss(databaseUrl, { supervise: false });
  });
