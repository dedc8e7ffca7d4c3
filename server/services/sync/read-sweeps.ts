import { desc, ne } from 'drizzle-orm';
import type { SweepSummary } from '#lib/schemas/openkit-status';
import type { Db } from '#server/db/pool';
import { sweep } from '#server/db/schema/mirror';

const shownSweeps = 10;

/** The last sweeps that ended, the newest first: what they cost and what they found different. */
export async function readSweeps(db: Db): Promise<SweepSummary[]> {
  const found = await db
    .select()
    .from(sweep)
    .where(ne(sweep.state, 'running'))
    .orderBy(desc(sweep.generation))
    .limit(shownSweeps);
  return found.map(({ generation, startedAt, finishedAt, state, acceptedAt, calls, seenCounts, changes }) => ({
    generation,
    startedAt,
    finishedAt: finishedAt ?? startedAt,
    state: state === 'running' ? 'stopped' : state,
    isAccepted: acceptedAt !== null,
    calls,
    rows: seenCounts.buildings + seenCounts.doors + seenCounts.people + seenCounts.accesses,
    unreadable: seenCounts.unreadable,
    ...changes,
  }));
}
