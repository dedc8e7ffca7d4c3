import { desc, ne } from 'drizzle-orm';
import type { SweepSummary } from '#lib/schemas/openkit-status';
import type { Scoped } from '#server/auth/scope';
import type { Db } from '#server/db/pool';
import { sweep } from '#server/db/schema/mirror';
import type { Sweep } from '#server/mirror/sweep-state';

const shownSweeps = 10;

/** The last sweeps that ended, the newest first and, for who sees everything, what they cost and found. */
export async function readSweeps(db: Db, { scope }: Scoped): Promise<SweepSummary[]> {
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
    ...(scope === 'all' ? { calls, ...countsOf(seenCounts, changes) } : uncounted),
  }));
}

const uncounted = { calls: null, rows: null, unreadable: null, differences: null };

const countsOf = (seen: Sweep['seenCounts'], { people, doors, buildings, ...accesses }: Sweep['changes']) => ({
  rows: seen.buildings + seen.doors + seen.people + seen.accesses,
  unreadable: seen.unreadable,
  differences: { people: people ?? null, doors: doors ?? null, buildings: buildings ?? null, accesses },
});
