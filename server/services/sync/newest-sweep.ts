import { desc, inArray } from 'drizzle-orm';
import type { Db, Tx } from '#server/db/pool';
import { sweep } from '#server/db/schema/mirror';
import type { Sweep } from '#server/mirror/sweep-state';

/** The newest sweep that ended by itself: it decides whether the mirror is believed. Null before the first. */
export async function newestClosedSweep(db: Db | Tx): Promise<Sweep | null> {
  const [newest] = await db
    .select()
    .from(sweep)
    .where(inArray(sweep.state, ['complete', 'suspect']))
    .orderBy(desc(sweep.generation))
    .limit(1);
  return newest ?? null;
}

const unfinished: (string | null)[] = ['sweep_loop', 'sweep_unparsable', 'sweep_page_refused'];

/** Whether a suspect sweep read to the end, so that what it missed can be called lost. */
export const isAcceptable = ({ reason }: Pick<Sweep, 'reason'>): boolean => !unfinished.includes(reason);
