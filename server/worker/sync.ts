import { randomUUID } from 'node:crypto';
import { desc } from 'drizzle-orm';
import { now } from '../clock.ts';
import type { Db } from '../db/pool.ts';
import { sweep } from '../db/schema/mirror.ts';
import { runSweep } from '../mirror/sweep.ts';
import { sweepAlone } from '../mirror/sweep-alone.ts';
import type { OperationTools } from '../operations/tools.ts';
import { nextSweepAt } from '../services/sync/next-sweep.ts';
import { currentSyncSettings } from '../services/sync/sync-settings.ts';

/** True when none was ever begun, one was left open, or the next one is due. */
export async function isSweepDue(db: Db): Promise<boolean> {
  const { intervalMinutes } = await currentSyncSettings(db);
  const [last] = await db.select().from(sweep).orderBy(desc(sweep.generation)).limit(1);
  if (!last || last.state === 'running') return true;
  const dueAt = nextSweepAt(last, intervalMinutes);
  return dueAt !== null && dueAt <= (await now());
}

/** One full sweep, or the rest of one; nothing when another process is at it. */
export async function sweepOnce({ db, openkit, log }: OperationTools, signal: AbortSignal): Promise<void> {
  const ctx = { requestId: randomUUID(), priority: 'sync', signal } as const;
  const state = await sweepAlone(db, () => runSweep({ db, openkit, ctx }));
  if (state) log.info({ requestId: ctx.requestId, state }, 'sweep ended');
}
