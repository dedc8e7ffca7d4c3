import { now } from '../clock.ts';
import type { Db, Tx } from '../db/pool.ts';
import type { SweepChanges } from '../db/schema/mirror.ts';
import { endOutage } from './outages.ts';
import { placeAfter, type SweepPage } from './read-sweep-page.ts';
import { savePeople } from './save-people.ts';
import { saveBuildings, saveDoors } from './save-places.ts';
import { advance, isRepeatedToken, type Sweep } from './sweep-state.ts';

/** Thrown inside the transaction, so that nothing of the page stays. */
class Stopped extends Error {}

/**
 * Writes one page and moves the sweep on, together. `loop`: the page leads back to one that was read before;
 * `stopped`: a person ended the sweep meanwhile. Of either nothing is written.
 */
export async function saveSweepPage(
  db: Db,
  current: Sweep,
  page: SweepPage,
  isFirst: boolean,
): Promise<Sweep | 'loop' | 'stopped'> {
  const at = await now();
  try {
    return await db.transaction(async (tx) => {
      const { nextPageToken, items, unreadable } = page;
      if (nextPageToken !== null && (await isRepeatedToken(tx, current, nextPageToken))) return 'loop';
      const { changes, accesses } = await saveItems(tx, current, page, { at, isFirst });
      await endOutage(tx, at);
      const next = await advance(tx, current, {
        ...placeAfter(current, page),
        seenIds: items.map(({ id }) => id),
        seenCounts: { [page.phase]: items.length, accesses, unreadable },
        changes,
      });
      if (!next) throw new Stopped();
      return next;
    });
  } catch (error) {
    if (error instanceof Stopped) return 'stopped';
    throw error;
  }
}

const nothing: SweepChanges = { appeared: 0, changed: 0, vanished: 0 };

async function saveItems(
  tx: Tx,
  { generation }: Sweep,
  page: SweepPage,
  { at, isFirst }: { at: string; isFirst: boolean },
): Promise<{ changes: SweepChanges; accesses: number }> {
  if (page.phase === 'people') {
    const cause = { kind: isFirst ? 'first_sweep' : 'reading' } as const;
    const people = page.items;
    const saved = await savePeople(tx, { people, at, readAt: page.readAt, cause, alone: false, generation });
    const accesses = people.reduce((sum, person) => sum + person.accesses.length, 0);
    return { changes: { appeared: saved.appeared, changed: saved.changed, vanished: 0 }, accesses };
  }
  if (page.phase === 'doors') await saveDoors(tx, page.items, { at, generation, isFirst });
  else await saveBuildings(tx, page.items);
  return { changes: nothing, accesses: 0 };
}
