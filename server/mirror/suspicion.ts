import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import { isStillMissing } from './sweep-loss.ts';
import { isFirstSweep, type Sweep } from './sweep-state.ts';
import { type SweptKind, sweptKinds, unseen } from './swept-kinds.ts';

/** Losing more than this share of a list at once is more likely a fault than the truth. */
const suspiciousShare = 0.05;

/**
 * A reason known to lib/messages when the sweep cannot be believed, else null. Before the first that is, nothing is
 * known that could be missing: a partner who has no building, door or person yet says so once, otherwise all that comes
 * later was drift.
 */
export async function suspicionOf(tx: Tx, current: Sweep, at: Instant): Promise<string | null> {
  const { buildings, doors, people } = current.seenCounts;
  if ([buildings, doors, people].includes(0) && (await isFirstSweep(tx))) return 'sweep_empty';
  for (const kind of sweptKinds) {
    const { known, missing } = await countMissing(tx, kind, current.generation);
    if (known > 0 && missing === known) return 'sweep_empty';
    if (isMany(missing, known)) return 'sweep_lost_many';
    if (missing > 0 && current.seenCounts.unreadable > 0) return 'sweep_unreadable';
  }
  const accesses = await countMissingAccesses(tx, current.generation, at);
  return isMany(accesses.missing, accesses.known) ? 'sweep_lost_accesses' : null;
}

/** So many are missing from a list that it is more likely a fault than the truth. */
export const isMany = (missing: number, known: number): boolean => missing > 1 && missing > known * suspiciousShare;

type Counts = { known: number; missing: number };

async function countMissing(tx: Tx, kind: SweptKind, generation: number): Promise<Counts> {
  const { rows } = await tx.execute<Counts>(sql`
    select count(*) as known, count(*) filter (where ${unseen(generation)}) as missing
    from ${sql.identifier(kind)} t where gone_at is null`);
  return rows[0] ?? { known: 0, missing: 0 };
}

/** What is over by its own end is expected to go, and what was read alone since is known better. */
async function countMissingAccesses(tx: Tx, generation: number, at: Instant): Promise<Counts> {
  const { rows } = await tx.execute<{ missing: number }>(sql`
    select count(*) as missing from sweep_loss l join access a on a.id = l.id join person p on p.id = a.person_id
    where ${isStillMissing(generation)} and (a.ends_at is null or a.ends_at > ${at}::timestamptz)`);
  const missing = rows[0]?.missing ?? 0;
  if (missing < 2) return { known: 0, missing: 0 };
  const all = await tx.execute<{ known: number }>(sql`
    select count(*) as known from access
    where gone_at is null and (ends_at is null or ends_at > ${at}::timestamptz)`);
  return { known: all.rows[0]?.known ?? 0, missing };
}
