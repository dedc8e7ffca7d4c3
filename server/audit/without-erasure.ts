import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';

const erasure = z.object({ details: z.object({ seqs: z.array(z.number()).optional() }) });

/**
 * Of rows that personal data is gone from, those that no erasure in the log names: somebody took it from the database.
 * An erasure that names no rows, as older ones do, may have been of any row before it.
 */
export async function withoutErasure(db: NodePgDatabase, seqs: readonly number[]): Promise<number[]> {
  const [first] = seqs;
  if (first === undefined) return [];
  const { rows } = await db.execute<{ seq: number; payload: string }>(sql`
    select seq::float8 as seq, payload from audit_entry where event = 'audit.erase' and seq > ${first}`);
  const named = new Set<number>();
  let unnamedBefore = 0;
  for (const { seq, payload } of rows) {
    const read = readErasure(payload);
    for (const one of read?.details.seqs ?? []) named.add(one);
    if (read && !read.details.seqs) unnamedBefore = Math.max(unnamedBefore, seq);
  }
  return seqs.filter((seq) => seq > unnamedBefore && !named.has(seq));
}

/** Null for what was altered: the check of its own row tells that. */
function readErasure(payload: string) {
  try {
    return erasure.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
