import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type Beside, differing, lacking, storedBeside } from './beside.ts';
import type { Head } from './checkpoint.ts';
import type { AuditKey } from './key.ts';
import { readHolders } from './read-taken-over.ts';
import { besideReason, type ChainRow, type ChainVerdict, verifyChain } from './verify.ts';
import { withoutErasure } from './without-erasure.ts';

const rowsAtOnce = 2000;
const rowsInARow = 100;

/** A key that signed rows of the log from this one on, and that nobody vouches for. */
export type StrangeKey = { keyId: string; seq: number };

type ProvenPage = { verdict: ChainVerdict; strange: StrangeKey[]; bared: number[] };

/**
 * Checks the next rows of the log as they are stored, with what stands beside them. At the end of the log `lastSeq` is
 * that of `after`. `strange`: the first row of each key that is neither ours nor taken over for it; what it signed is
 * left unchecked. `bared`: rows whose personal data is gone and was not erased; the chain stands without it.
 */
export async function provePage(db: NodePgDatabase, key: AuditKey, after: Head): Promise<ProvenPage> {
  const holderOf = await readHolders(db, key);
  const bare: number[] = [];
  const withoutOrigin: number[] = [];
  const strange: StrangeKey[] = [];
  let head = after;
  for (const { keyId, beside, ...row } of await readRows(db, after.seq)) {
    const holder = holderOf({ ...row, keyId });
    if (!holder && !strange.some((one) => one.keyId === keyId)) strange.push({ keyId, seq: row.seq });
    const verdict = verifyChain([row], holder, head);
    if (!verdict.ok) return { verdict, strange, bared: [] };
    const reason = besideReason(differing(row.payload, beside));
    if (reason) return { verdict: { ok: false, seq: row.seq, reason }, strange, bared: [] };
    const gone = lacking(row.payload, beside);
    if (gone.origin) withoutOrigin.push(row.seq);
    else if (gone.personal) bare.push(row.seq);
    head = { seq: verdict.lastSeq, hash: verdict.lastHash };
    // Signatures take time: calls under way in this process get theirs.
    if (row.seq % rowsInARow === 0) await setImmediate();
  }
  const verdict = { ok: true, lastSeq: head.seq, lastHash: head.hash } as const;
  return { verdict, strange, bared: [...withoutOrigin, ...(await withoutErasure(db, bare))] };
}

type StoredRow = ChainRow & { payload: string; keyId: string; beside: Beside };

async function readRows(db: NodePgDatabase, afterSeq: number): Promise<StoredRow[]> {
  const { rows } = await db.execute<StoredRow>(sql`
    select e.seq::float8 as seq, e.prev_hash as "prevHash", e.payload, e.payload_hash as "payloadHash", e.hash,
      e.signature, e.key_id as "keyId", ${storedBeside} as beside
    from audit_entry e left join audit_personal beside on beside.seq = e.seq
    where e.seq > ${afterSeq} order by e.seq limit ${rowsAtOnce}`);
  return rows;
}
