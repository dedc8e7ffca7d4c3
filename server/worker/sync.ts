import { randomUUID } from 'node:crypto';
import { desc } from 'drizzle-orm';
import { addMs } from '#lib/time/instant';
import { now } from '../clock.ts';
import type { Db } from '../db/pool.ts';
import { sweep } from '../db/schema/mirror.ts';
import { runSweep } from '../mirror/sweep.ts';
import { sweepAlone } from '../mirror/sweep-alone.ts';
import type { OperationTools } from '../operations/tools.ts';
import { nextSweepAt } from '../services/sync/next-sweep.ts';
import { currentSyncSettings } from '../services/sync/sync-settings.ts';

/** Clocks of two processes are no further apart. */
const clockSkewMs = 60_000;

/**
 * True when none was ever begun, one was left open, the next one is due, or the last one ended after a clock was set
 * back.
 */
export async function isSweepDue(db: Db): Promise<boolean> {
  const { intervalMinutes } = await currentSyncSettings(db);
  const [last] = await db.select().from(sweep).orderBy(desc(sweep.generation)).limit(1);
  if (!last || last.state === 'running') return true;
  const dueAt = nextSweepAt(last, intervalMinutes);
  if (dueAt === null) return false;
  const at = await now();
  return dueAt <= at || (last.finishedAt ?? at) > addMs(at, clockSkewMs);
}

/** One full sweep, or the rest of one; nothing when another process is at it. */
export async function sweepOnce({ db, openkit, log }: OperationTools, signal: AbortSignal): Promise<void> {
  const ctx = { requestId: randomUUID(), priority: 'sync', signal } as const;
  const state = await sweepAlone(db, () => runSweep({ db, openkit, ctx }));
  if (state) log.info({ requestId: ctx.requestId, state }, 'sweep ended');
}
