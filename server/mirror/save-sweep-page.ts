import { sql } from 'drizzle-orm';
import { now } from '../clock.ts';
import type { Db, Tx } from '../db/pool.ts';
import type { SweepChanges } from '../db/schema/mirror.ts';
import { endOutage } from './outages.ts';
import { placeAfter, type SweepPage } from './read-sweep-page.ts';
import { savePeople } from './save-people.ts';
import { saveBuildings, saveDoors } from './save-places.ts';
import { differenceIn, noDifference } from './sweep-changes.ts';
import { advance, idlePagesOfLoop, isRepeatedToken, mostIdlePages, type Sweep } from './sweep-state.ts';

/**
 * What became of a page. `loop`: it leads back to one that was read before, or the list goes on without anything new;
 * `stopped`: a person ended the sweep meanwhile.
 */
export type PageOutcome = Sweep | 'loop' | 'stopped';

/** Thrown inside the transaction, so that nothing of the page stays. */
class NotSaved extends Error {
  readonly outcome: 'loop' | 'stopped';

  constructor(outcome: 'loop' | 'stopped') {
    super(outcome);
    this.outcome = outcome;
  }
}

type PageToSave = {
  /** What becomes of the page before, which may still be being written. */
  earlier: Promise<PageOutcome>;
  page: SweepPage;
  generation: number;
  isFirst: boolean;
};

/**
 * Writes one page and moves the sweep on, together, once the page before is in: a kill loses none. Of a page that leads
 * in a circle, or of a sweep that was stopped, nothing is written. Rejects where the page before did.
 */
export async function saveSweepPage(db: Db, { earlier, page, generation, isFirst }: PageToSave): Promise<PageOutcome> {
  const at = await now();
  try {
    return await db.transaction(async (tx) => {
      // Whoever holds a row of this page may wait for one of the next, which waits here.
      await tx.execute(sql`set local lock_timeout = '10s'`);
      const { phase, nextPageToken, items, unreadable } = page;
      if (nextPageToken !== null && (await isRepeatedToken(tx, { generation, phase }, nextPageToken)))
        throw new NotSaved('loop');
      const { changes, accesses, leftOut } = await saveItems(tx, page, { at, generation, isFirst });
      const current = await earlier;
      if (typeof current === 'string') throw new NotSaved(current);
      await endOutage(tx, at);
      const next = await advance(tx, current, {
        ...placeAfter(page),
        readAt: page.readAt,
        seenIds: items.map(({ id }) => id),
        seenCounts: { [phase]: items.length, accesses, unreadable: unreadable + leftOut },
        changes,
      });
      if (!next) throw new NotSaved('stopped');
      if (next.idlePages >= idlePagesOfLoop && next.idlePages >= (await mostIdlePages(tx, page)))
        throw new NotSaved('loop');
      return next;
    });
  } catch (error) {
    if (error instanceof NotSaved) return error.outcome;
    throw error;
  }
}

async function saveItems(
  tx: Tx,
  page: SweepPage,
  { at, generation, isFirst }: { at: string; generation: number; isFirst: boolean },
): Promise<{ changes: SweepChanges; accesses: number; leftOut: number }> {
  if (page.phase === 'people') {
    const cause = { kind: isFirst ? 'first_sweep' : 'reading' } as const;
    const people = page.items;
    const saved = await savePeople(tx, { people, at, readAt: page.readAt, cause, alone: false, generation });
    const accesses = people.reduce((sum, person) => sum + person.accesses.length, 0);
    const { appeared, changed } = saved;
    return {
      changes: { appeared, changed, vanished: 0, people: differenceIn(saved.people) },
      accesses,
      leftOut: saved.unreadable,
    };
  }
  if (page.phase === 'doors') {
    const written = await saveDoors(tx, page.items, { at, askedAt: page.askedAt, generation, isFirst });
    return { changes: { ...noDifference, doors: differenceIn(written) }, accesses: 0, leftOut: 0 };
  }
  const written = await saveBuildings(tx, page.items);
  return { changes: { ...noDifference, buildings: differenceIn(written) }, accesses: 0, leftOut: 0 };
}
