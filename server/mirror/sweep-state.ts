import { desc, eq, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Db, Tx } from '../db/pool.ts';
import { sweep, sweepSeen } from '../db/schema/mirror.ts';

export type Sweep = typeof sweep.$inferSelect;
export type SweepPhase = Sweep['phase'];

/** The sweep to go on with, or a new one. */
export async function openSweep(db: Db | Tx, at: Instant): Promise<Sweep> {
  const [running] = await db
    .select()
    .from(sweep)
    .where(eq(sweep.state, 'running'))
    .orderBy(desc(sweep.generation))
    .limit(1);
  if (running) return running;
  return db.transaction(async (tx) => {
    await tx.delete(sweepSeen);
    const seenCounts = { buildings: 0, doors: 0, people: 0, accesses: 0, unreadable: 0 };
    const [made] = await tx
      .insert(sweep)
      .values({ state: 'running', phase: 'buildings', startedAt: at, seenCounts })
      .returning();
    if (!made) throw new Error('The sweep was not recorded.');
    return made;
  });
}

export const isFirstSweep = async (db: Db): Promise<boolean> => {
  const [done] = await db
    .select({ generation: sweep.generation })
    .from(sweep)
    .where(eq(sweep.state, 'complete'))
    .limit(1);
  return done === undefined;
};

/** Marks rows as seen and moves on, in the transaction that saved them: a kill repeats at most one page. */
export async function advance(
  tx: Tx,
  current: Sweep,
  step: { phase: SweepPhase; pageToken: string | null; seenIds: string[]; seenCounts: Partial<Sweep['seenCounts']> },
): Promise<Sweep> {
  await tx.execute(sql`
    insert into sweep_seen (generation, id)
    select ${current.generation}, unnest(${sql.param(step.seenIds)}::uuid[]) on conflict do nothing`);
  const seenCounts = { ...current.seenCounts };
  for (const key of ['buildings', 'doors', 'people', 'accesses', 'unreadable'] as const)
    seenCounts[key] += step.seenCounts[key] ?? 0;
  const [next] = await tx
    .update(sweep)
    .set({ phase: step.phase, pageToken: step.pageToken, seenCounts, calls: current.calls + 1, reason: null })
    .where(eq(sweep.generation, current.generation))
    .returning();
  if (!next) throw new Error('The sweep under way was removed.');
  return next;
}

export async function noteTrouble(db: Db, current: Sweep, reason: string): Promise<void> {
  await db.update(sweep).set({ reason }).where(eq(sweep.generation, current.generation));
}

export async function closeSweep(
  db: Db | Tx,
  current: Sweep,
  end: { state: 'complete' | 'suspect' | 'failed'; at: Instant; reason: string | null },
): Promise<void> {
  await db
    .update(sweep)
    .set({ state: end.state, phase: 'done', pageToken: null, finishedAt: end.at, reason: end.reason })
    .where(eq(sweep.generation, current.generation));
}
