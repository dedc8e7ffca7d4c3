import { randomUUID } from 'node:crypto';
import { desc } from 'drizzle-orm';
import { epochMs } from '#lib/time/instant';
import { now } from '../clock.ts';
import type { Db } from '../db/pool.ts';
import { sweep } from '../db/schema/mirror.ts';
import { runSweep } from '../mirror/sweep.ts';
import { sweepAlone } from '../mirror/sweep-alone.ts';
import type { OperationTools } from '../operations/tools.ts';
import { isAcceptable } from '../services/sync/newest-sweep.ts';
import { currentSyncSettings } from '../services/sync/sync-settings.ts';

/** A sweep that could not read to the end is tried again sooner than one that did. */
const retryMinutes = 5;

/** True when no sweep has ever finished, one was left open, or the last one is older than the interval (0 = never). */
export async function isSweepDue(db: Db): Promise<boolean> {
  const { intervalMinutes } = await currentSyncSettings(db);
  const [last] = await db.select().from(sweep).orderBy(desc(sweep.generation)).limit(1);
  if (!last || last.state === 'running') return true;
  if (intervalMinutes === 0 || !last.finishedAt) return false;
  const isUnfinished = last.state === 'suspect' && !isAcceptable(last);
  const waitMinutes = isUnfinished ? Math.min(retryMinutes, intervalMinutes) : intervalMinutes;
  return epochMs(await now()) - epochMs(last.finishedAt) >= waitMinutes * 60_000;
}

/** One full sweep, or the rest of one; nothing when another process is at it. */
export async function sweepOnce({ db, openkit, log }: OperationTools, signal: AbortSignal): Promise<void> {
  const ctx = { requestId: randomUUID(), priority: 'sync', signal } as const;
  const state = await sweepAlone(db, () => runSweep({ db, openkit, ctx }));
  if (state) log.info({ requestId: ctx.requestId, state }, 'sweep ended');
}
