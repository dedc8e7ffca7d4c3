import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Db, Tx } from '../db/pool.ts';
import { genesisHash } from './chain.ts';
import type { Head } from './checkpoint.ts';

/** The log's newest row, and real time at the moment it was read. */
export async function readHead(db: Db | Tx): Promise<Head & { at: Instant }> {
  const found = await db.execute<{ seq: number | null; hash: string | null; at: Instant }>(sql`
    select newest.seq, newest.hash, clock_timestamp() as at
    from (select 1) one left join (select seq, hash from audit_entry order by seq desc limit 1) newest on true`);
  const [row] = found.rows;
  if (!row) throw new Error('The log has no head.');
  return { seq: row.seq ?? 0, hash: row.hash ?? genesisHash, at: row.at };
}
