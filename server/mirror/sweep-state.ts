import { createHash } from 'node:crypto';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Db, Tx } from '../db/pool.ts';
import { type SweepChanges, sweep } from '../db/schema/mirror.ts';
import { sweepToken } from '../db/schema/sync.ts';
import { addChanges } from './sweep-changes.ts';

export type Sweep = typeof sweep.$inferSelect;
export type SweepPhase = Sweep['phase'];

/**
 * The sweep to go on with, or a new one, which may be one that somebody else opens at this instant. What the last
 * suspect one missed stays until somebody decides.
 */
export async function openSweep(db: Db | Tx, at: Instant): Promise<Sweep> {
  const [running] = await db
    .select()
    .from(sweep)
    .where(eq(sweep.state, 'running'))
    .orderBy(desc(sweep.generation))
    .limit(1);
  if (running) return running;
  const opened = await db.transaction(async (tx) => {
    const seenCounts = { buildings: 0, doors: 0, people: 0, accesses: 0, unreadable: 0 };
    const [made] = await tx
      .insert(sweep)
      .values({ state: 'running', phase: 'buildings', startedAt: at, seenCounts })
      .onConflictDoNothing()
      .returning();
    if (!made) return null;
    // What is under way was asked for before the newest of them: it must not undo what they showed.
    await tx.execute(sql`
      delete from sweep_seen where read_at is null or read_at < clock_timestamp() - ${longestCall}::interval`);
    await tx.delete(sweepToken);
    await tx.execute(sql`
      delete from sweep_loss where generation not in (
        select generation from sweep where state = 'suspect' order by generation desc limit 1)`);
    return made;
  });
  return opened ?? openSweep(db, at);
}

export const isFirstSweep = async (db: Db | Tx): Promise<boolean> => {
  const [done] = await db
    .select({ generation: sweep.generation })
    .from(sweep)
    .where(eq(sweep.state, 'complete'))
    .limit(1);
  return done === undefined;
};

/** Longer than this no call is under way. */
const longestCall = '5 minutes';

/**
 * So many pages in a row without anything new make a list that never ends, whatever its tokens; a page or two may
 * shift.
 */
export const idlePagesOfLoop = 3;
/** Fewer rows no page holds. */
const leastRowsOfPage = 20;

/**
 * The same for a page of a sweep. Empty ones may be those of all we know: a list that lost them ends, and is asked to.
 */
export async function mostIdlePages(
  tx: Db | Tx,
  { phase, items }: { phase: SweepPhase; items: readonly unknown[] },
): Promise<number> {
  if (items.length > 0) return idlePagesOfLoop;
  const { rows } = await tx.execute<{ known: number }>(sql`
    select count(*) as known from ${sql.identifier(phase === 'people' ? 'person' : 'door')} where gone_at is null`);
  return idlePagesOfLoop + Math.ceil((rows[0]?.known ?? 0) / leastRowsOfPage);
}

type Step = {
  phase: SweepPhase;
  pageToken: string | null;
  /** Database time at which the page was asked for. */
  readAt: Instant;
  seenIds: string[];
  seenCounts: Partial<Sweep['seenCounts']>;
  changes: SweepChanges;
};

/**
 * Marks rows as seen and moves on, in the transaction that saved them: a kill repeats at most one page. Null when the
 * sweep was stopped meanwhile: then the transaction must not be kept.
 */
export async function advance(tx: Tx, current: Sweep, step: Step): Promise<Sweep | null> {
  const marked = await tx.execute<{ isNew: boolean }>(sql`
    insert into sweep_seen as s (generation, id, read_at)
    select ${current.generation}, unnest(${sql.param([...new Set(step.seenIds)])}::uuid[]), ${step.readAt}::timestamptz
    on conflict (generation, id) do update set read_at = greatest(s.read_at, excluded.read_at)
    returning xmax = 0 as "isNew"`);
  // Rows that nobody can read may be new ones.
  const isUnread = step.seenIds.length === 0 && (step.seenCounts.unreadable ?? 0) > 0;
  const isIdle = step.pageToken !== null && !marked.rows.some(({ isNew }) => isNew) && !isUnread;
  const seenCounts = { ...current.seenCounts };
  for (const key of ['buildings', 'doors', 'people', 'accesses', 'unreadable'] as const)
    seenCounts[key] += step.seenCounts[key] ?? 0;
  const [next] = await tx
    .update(sweep)
    .set({
      phase: step.phase,
      pageToken: step.pageToken,
      idlePages: isIdle ? current.idlePages + 1 : 0,
      seenCounts,
      changes: addChanges(current.changes, step.changes),
      calls: current.calls + 1,
      reason: null,
    })
    .where(isRunning(current))
    .returning();
  return next ?? null;
}

/** True when this sweep was given this token before: the list goes round in circles, however long they are. */
export async function isRepeatedToken(
  tx: Tx,
  { generation, phase }: Pick<Sweep, 'generation' | 'phase'>,
  token: string,
): Promise<boolean> {
  const tokenHash = createHash('sha256').update(`${phase} ${token}`).digest('base64url');
  const noted = await tx.insert(sweepToken).values({ generation, tokenHash }).onConflictDoNothing();
  return noted.rowCount === 0;
}

export async function noteTrouble(tx: Db | Tx, current: Sweep, reason: string): Promise<void> {
  await tx.update(sweep).set({ reason }).where(isRunning(current));
}

export async function closeSweep(
  db: Db | Tx,
  current: Sweep,
  end: { state: 'complete' | 'suspect'; at: Instant; reason: string | null; changes: SweepChanges },
): Promise<void> {
  const { state, at: finishedAt, reason, changes } = end;
  await db
    .update(sweep)
    .set({ state, phase: 'done', pageToken: null, finishedAt, reason, changes })
    .where(isRunning(current));
}

/** Ends the sweep under way; whoever carries it out notices at its next page. Null when none is under way. */
export async function stopRunningSweep(tx: Tx, at: Instant): Promise<Sweep | null> {
  const [stopped] = await tx
    .update(sweep)
    .set({ state: 'stopped', phase: 'done', pageToken: null, finishedAt: at, reason: null })
    .where(eq(sweep.state, 'running'))
    .returning();
  return stopped ?? null;
}

const isRunning = (current: Sweep) => and(eq(sweep.generation, current.generation), eq(sweep.state, 'running'));
