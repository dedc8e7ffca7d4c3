import { eq } from 'drizzle-orm';
import { now } from '../clock.ts';
import type { Db } from '../db/pool.ts';
import { sweep } from '../db/schema/mirror.ts';
import { retireMissing } from './retire-missing.ts';
import { suspicionOf } from './suspicion.ts';
import { addChanges } from './sweep-changes.ts';
import { keepLoss } from './sweep-loss.ts';
import { closeSweep, type Sweep } from './sweep-state.ts';

/**
 * Ends a sweep: a sound one retires what it missed, one that looks wrong (or has `trouble`) removes nothing and keeps
 * what it missed for a person to decide on.
 */
export async function finishSweep(db: Db, generation: number, trouble: string | null): Promise<Sweep['state']> {
  const at = await now();
  return db.transaction(async (tx) => {
    const [current] = await tx.select().from(sweep).where(eq(sweep.generation, generation)).for('update');
    if (current?.state !== 'running') return current?.state ?? 'stopped';
    const reason = trouble ?? (await suspicionOf(tx, current, at));
    const state = reason ? 'suspect' : 'complete';
    if (reason) await keepLoss(tx, current);
    const changes = reason
      ? current.changes
      : addChanges(current.changes, await retireMissing(tx, { generation, at, by: 'sweep' }));
    await closeSweep(tx, current, { state, at, reason, changes });
    return state;
  });
}
