import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import { accessEvent } from '../db/schema/mirror.ts';
import { noteAwaitingSync } from './awaiting-sync.ts';
import type { Sweep } from './sweep-state.ts';

/** Losing more than this share of a list at once is more likely a fault than the truth. */
const suspiciousShare = 0.05;

type Ended = { id: string; person_id: string; door_id: string; building_id: string | null; is_over: boolean };

type Kind = 'portfolio' | 'building' | 'door' | 'person';
const swept: Kind[] = ['building', 'door', 'person'];

/** A reason known to lib/messages when the sweep cannot be believed, else null. */
export async function suspicionOf(tx: Tx, current: Sweep): Promise<string | null> {
  for (const kind of swept) {
    const { known, missing } = await countMissing(tx, kind, current.generation);
    if (known > 0 && missing === known) return 'sweep_empty';
    if (missing > 1 && missing > known * suspiciousShare) return 'sweep_lost_many';
    if (missing > 0 && current.seenCounts.unreadable > 0) return 'sweep_unreadable';
  }
  return null;
}

/** After a sound sweep: what two complete sweeps missed is gone, what was seen again is not missing. */
export async function retireMissing(tx: Tx, current: Sweep, at: Instant): Promise<void> {
  for (const kind of swept) {
    await tx.execute(sql`
      update ${sql.identifier(kind)} t
      set missed_sweeps = missed_sweeps + 1, gone_at = case when missed_sweeps >= 1 then ${at}::timestamptz end
      where gone_at is null and not exists ${seen(current.generation)}`);
  }
  await endAccessesOfTheGone(tx, at);
}

async function countMissing(tx: Tx, kind: Kind, generation: number): Promise<{ known: number; missing: number }> {
  const result = await tx.execute<{ known: number; missing: number }>(sql`
    select count(*) as known, count(*) filter (where not exists ${seen(generation)}) as missing
    from ${sql.identifier(kind)} t where gone_at is null`);
  return result.rows[0] ?? { known: 0, missing: 0 };
}

const seen = (generation: number) =>
  sql`(select 1 from sweep_seen s where s.generation = ${generation} and s.id = t.id)`;

/** A person who is gone holds nothing any more; the ledger says when we noticed. */
async function endAccessesOfTheGone(tx: Tx, at: Instant): Promise<void> {
  const ended = await tx.execute<Ended>(sql`
    update access a set gone_at = ${at}::timestamptz from person p
    where p.id = a.person_id and p.gone_at = ${at}::timestamptz and a.gone_at is null
    returning a.id, a.person_id, a.door_id, a.building_id, coalesce(a.ends_at <= ${at}::timestamptz, false) as is_over`);
  if (ended.rows.length === 0) return;
  const cutShort = ended.rows.filter((row) => !row.is_over).map((row) => row.id);
  await noteAwaitingSync(tx, cutShort, at);
  await tx.insert(accessEvent).values(
    ended.rows.map((row) => ({
      at,
      name: 'access.vanished' as const,
      cause: 'drift' as const,
      accessId: row.id,
      personId: row.person_id,
      doorId: row.door_id,
      buildingId: row.building_id,
    })),
  );
}
