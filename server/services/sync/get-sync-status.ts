import { desc, eq } from 'drizzle-orm';
import type { SyncStatus } from '#lib/schemas/sync';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { sweep } from '#server/db/schema/mirror';
import type { Sweep } from '#server/mirror/sweep-state';
import { settings } from '#server/settings';
import { suspectOf } from './get-suspect.ts';
import { newestClosedSweep } from './newest-sweep.ts';
import { nextSweepAt } from './next-sweep.ts';
import { currentSyncSettings } from './sync-settings.ts';

/** How old the data is, what the sweep under way has seen so far, and whether one awaits a person's decision. */
export async function getSyncStatus(session: Session): Promise<SyncStatus> {
  await requirePermission(session, 'sync.read');
  const [[last], newest, [complete], { callsPerSecond, intervalMinutes }] = await Promise.all([
    db().select().from(sweep).orderBy(desc(sweep.generation)).limit(1),
    newestClosedSweep(db()),
    db().select().from(sweep).where(eq(sweep.state, 'complete')).orderBy(desc(sweep.generation)).limit(1),
    currentSyncSettings(db()),
  ]);
  const expected = complete ? countsOf(complete) : null;
  const isRunning = last?.state === 'running';
  const seesAll = session.scope === 'all';
  return {
    asOf: complete?.finishedAt ?? null,
    state: last?.state ?? 'never',
    phase: last?.phase ?? null,
    seen: seesAll ? (last?.seenCounts ?? null) : null,
    expected: seesAll ? expected : null,
    percent: isRunning && expected ? percentOf(last.seenCounts, expected) : null,
    secondsLeft: seesAll && isRunning && expected ? Math.ceil(callsLeft(last, expected) / callsPerSecond) : null,
    reason: last?.reason ?? null,
    nextAt: last ? nextSweepAt(last, intervalMinutes) : null,
    suspect: suspectOf(newest),
  };
}

type Counts = NonNullable<SyncStatus['expected']>;

const countsOf = ({ seenCounts: { buildings, doors, people } }: Sweep): Counts => ({ buildings, doors, people });

/** Ends at 99: only a sweep that ended is done. */
function percentOf(seen: Counts, expected: Counts): number {
  const sum = ({ buildings, doors, people }: Counts) => buildings + doors + people;
  return Math.min(99, Math.floor((100 * sum(seen)) / Math.max(1, sum(expected))));
}

/** Pages that the last complete sweep had more than this one has seen. */
function callsLeft({ phase, seenCounts }: Sweep, expected: Counts): number {
  const { pageSize } = settings().openkit;
  const pages = (kind: 'doors' | 'people') => Math.max(0, Math.ceil((expected[kind] - seenCounts[kind]) / pageSize));
  const doors = phase === 'people' || phase === 'done' ? 0 : pages('doors');
  return (phase === 'buildings' ? 1 : 0) + doors + (phase === 'done' ? 0 : pages('people'));
}
