import { now } from '../clock.ts';
import type { Db } from '../db/pool.ts';
import type { CallContext, OpenKit } from '../openkit/types.ts';
import { UpstreamError } from '../openkit/upstream-error.ts';
import { finishSweep } from './finish-sweep.ts';
import { beginOutage } from './outages.ts';
import { placeAfter, readSweepPage, StaleToken, type SweepPage } from './read-sweep-page.ts';
import { type PageOutcome, saveSweepPage } from './save-sweep-page.ts';
import { settleTables } from './settle-tables.ts';
import { dropSpareIndexes, makeSpareIndexes, manyDoors } from './spare-indexes.ts';
import { isFirstSweep, noteTrouble, openSweep, type Sweep } from './sweep-state.ts';

type SweepTools = { db: Db; openkit: OpenKit; ctx: CallContext };

/**
 * Reads everything OpenKit shows us into the mirror, page by page, going on where a killed sweep stopped: one call for
 * buildings, one for each page of doors and of people. A sweep that looks wrong removes nothing and is `suspect`.
 * Throws UpstreamError when OpenKit fails, and what kept a page from being saved; the sweep stays open and the next
 * call continues it. One caller at a time.
 */
export async function runSweep(tools: SweepTools): Promise<Sweep['state']> {
  const { db } = tools;
  const isFirst = await isFirstSweep(db);
  const opened = await openSweep(db, await now());
  try {
    const state = await sweepPages(tools, opened, isFirst);
    if (isFirst && state === 'complete') await settleTables(db);
    return state;
  } catch (error) {
    if (tools.ctx.signal?.aborted) throw error;
    if (error instanceof StaleToken) return finishSweep(db, opened.generation, 'sweep_page_refused');
    if (!(error instanceof UpstreamError)) {
      // What is wrong may be the database itself: the first error is the one to hear of.
      await noteTrouble(db, opened, 'sweep_not_saved').catch(() => undefined);
      throw error;
    }
    await noteFailure(db, opened, error.kind === 'denied' ? 'sweep_denied' : `upstream_${error.kind}`);
    if (error.kind === 'unreadable') return finishSweep(db, opened.generation, 'sweep_unparsable');
    throw error;
  } finally {
    // However it went, unless the worker is being stopped and goes on at once. What fails here the next round makes.
    if (isFirst && !tools.ctx.signal?.aborted) await makeSpareIndexes(db).catch(() => undefined);
  }
}

async function sweepPages(tools: SweepTools, opened: Sweep, isFirst: boolean): Promise<Sweep['state']> {
  const { db } = tools;
  const { generation } = opened;
  // A sweep that was killed between its last page and its end has no page to read.
  if (opened.phase === 'done') return finishSweep(db, generation, null);
  let saving: Promise<PageOutcome> = Promise.resolve(opened);
  try {
    let page = await readSweepPage(tools, opened);
    const asked = new Set<string>();
    for (let before: SweepPage | null = null; ; ) {
      if (tools.ctx.signal?.aborted) return 'running';
      const place = placeAfter(page);
      // The next page is on its way while this one is written: saving must not cost the sweep its pace. One that was
      // asked for already is not: the list goes round in a circle, which saving finds.
      const next = `${place.phase} ${place.pageToken}`;
      const ahead = place.phase === 'done' || asked.has(next) ? null : readSweepPage(tools, place);
      asked.add(next);
      ahead?.catch(() => undefined);
      const earlier = saving;
      if (!before || !areApart(before, page)) await earlier;
      if (isFirst && before?.phase === 'doors' && page.phase === 'people') await makeRoom(db, await earlier);
      saving = saveSweepPage(db, { earlier, page, generation, isFirst });
      saving.catch(() => undefined);
      const saved = await (ahead ? earlier : saving);
      if (saved === 'stopped') return saved;
      if (saved === 'loop' || !ahead) {
        await saving;
        return finishSweep(db, generation, saved === 'loop' ? 'sweep_loop' : null);
      }
      before = page;
      page = await ahead;
    }
  } finally {
    // Nothing of this sweep is written any more once its end or its trouble is.
    await saving.catch(() => undefined);
  }
}

/** Between the doors and the people of a first sweep, while no page is being written. */
async function makeRoom(db: Db, saved: PageOutcome): Promise<void> {
  if (typeof saved === 'object' && saved.seenCounts.doors >= manyDoors) await dropSpareIndexes(db);
}

/**
 * Whether two pages can be written at once: they have no row in common that one would hold while the other waits for
 * it.
 */
function areApart(one: SweepPage, other: SweepPage): boolean {
  if (one.phase !== 'people' || other.phase !== 'people') return false;
  const ids = new Set(one.items.map(({ id }) => id));
  return other.items.every(({ id }) => !ids.has(id));
}

async function noteFailure(db: Db, current: Sweep, reason: string): Promise<void> {
  const at = await now();
  await db.transaction(async (tx) => {
    await noteTrouble(tx, current, reason);
    await beginOutage(tx, at, reason);
  });
}
