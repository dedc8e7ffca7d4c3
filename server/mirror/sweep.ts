import { now } from '../clock.ts';
import type { Db, Tx } from '../db/pool.ts';
import type { CallContext, ListingPage, OpenKit } from '../openkit/types.ts';
import { UpstreamError } from '../openkit/upstream-error.ts';
import { databaseTime } from './database-time.ts';
import { retireMissing, suspicionOf } from './retire-missing.ts';
import { savePeople } from './save-people.ts';
import { saveBuildings, saveDoors } from './save-places.ts';
import { advance, closeSweep, isFirstSweep, noteTrouble, openSweep, type Sweep } from './sweep-state.ts';

type SweepTools = { db: Db; openkit: OpenKit; ctx: CallContext };

/**
 * Reads everything OpenKit shows us into the mirror, page by page, going on where a killed sweep stopped: one call for
 * buildings, one for each page of doors and of people. A sweep that looks wrong removes nothing and is `suspect`.
 * Throws UpstreamError when OpenKit fails; the sweep stays open and the next call continues it. One caller at a time.
 */
export async function runSweep(tools: SweepTools): Promise<Sweep['state']> {
  const { db } = tools;
  const isFirst = await isFirstSweep(db);
  let current = await openSweep(db, await now());
  try {
    while (current.phase !== 'done') {
      if (tools.ctx.signal?.aborted) return 'running';
      const next = await sweepPage(tools, current, isFirst);
      if (next === 'loop') return finish(db, current, 'sweep_loop');
      current = next;
    }
  } catch (error) {
    if (error instanceof UpstreamError) await noteTrouble(db, current, `upstream_${error.kind}`);
    throw error;
  }
  return finish(db, current, null);
}

async function sweepPage(tools: SweepTools, current: Sweep, isFirst: boolean): Promise<Sweep | 'loop'> {
  if (current.phase === 'buildings') return sweepBuildings(tools, current);
  const readAt = await databaseTime(tools.db);
  if (current.phase === 'doors') {
    const page = await tools.openkit.listDoors(tools.ctx, current.pageToken);
    return savePage(tools.db, current, page, 'people', (tx) => saveDoors(tx, page.items), {
      doors: page.items.length,
      unreadable: page.unreadable,
    });
  }
  const page = await tools.openkit.listPeople(tools.ctx, current.pageToken);
  const accesses = page.items.reduce((sum, person) => sum + person.accesses.length, 0);
  const at = await now();
  const cause = { kind: isFirst ? 'first_sweep' : 'reading' } as const;
  const save = (tx: Tx) => savePeople(tx, { people: page.items, at, readAt, cause, alone: false });
  return savePage(tools.db, current, page, 'done', save, {
    people: page.items.length,
    accesses,
    unreadable: page.unreadable,
  });
}

async function sweepBuildings({ db, openkit, ctx }: SweepTools, current: Sweep): Promise<Sweep> {
  const { items, unreadable } = await openkit.listBuildings(ctx);
  return db.transaction(async (tx) => {
    await saveBuildings(tx, items);
    const seenIds = items.map((building) => building.id);
    return advance(tx, current, {
      phase: 'doors',
      pageToken: null,
      seenIds,
      seenCounts: { buildings: items.length, unreadable },
    });
  });
}

async function savePage(
  db: Db,
  current: Sweep,
  page: ListingPage<{ id: string }>,
  nextPhase: Sweep['phase'],
  save: (tx: Tx) => Promise<unknown>,
  seenCounts: Partial<Sweep['seenCounts']>,
): Promise<Sweep | 'loop'> {
  const pageToken = page.nextPageToken;
  if (pageToken !== null && pageToken === current.pageToken) return 'loop';
  return db.transaction(async (tx) => {
    await save(tx);
    const phase = pageToken === null ? nextPhase : current.phase;
    return advance(tx, current, { phase, pageToken, seenIds: page.items.map((row) => row.id), seenCounts });
  });
}

async function finish(db: Db, current: Sweep, trouble: string | null): Promise<Sweep['state']> {
  const at = await now();
  return db.transaction(async (tx) => {
    const reason = trouble ?? (await suspicionOf(tx, current));
    if (!reason) await retireMissing(tx, current, at);
    const state = reason ? 'suspect' : 'complete';
    await closeSweep(tx, current, { state, at, reason });
    return state;
  });
}
