import { sql } from 'drizzle-orm';
import { type Beside, differing, storedBeside } from '#server/audit/beside';
import { signCheckpoint } from '#server/audit/checkpoint';
import type { RowLine } from '#server/audit/exported-log';
import { auditKey } from '#server/audit/key';
import { readHead } from '#server/audit/read-head';
import { readTakenOver } from '#server/audit/read-taken-over';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { isKnowable } from '../activity/find-entries.ts';
import { streamBatches } from './stream-batches.ts';

type StoredRow = RowLine & { payload: string; beside: Beside; isKnowable: boolean };

/**
 * The audit log as lines of JSON that `npm run audit:verify` proves, up to now: the earlier keys
 * that were taken over, each row, what happened outside this
 * viewer's buildings by its hash alone, then a checkpoint. Names and addresses are not in it: they can be erased, and a
 * file cannot.
 */
export async function streamLog(session: Session): Promise<Response> {
  await requirePermission(session, 'audit.read');
  const { at, ...head } = await readHead(db());
  const takenOver = await readTakenOver(db(), auditKey());
  const body = streamBatches({
    start: takenOver ? `${JSON.stringify({ takenOver })}\n` : '',
    ids: sql`select e.seq::text as id from audit_entry e where e.seq <= ${head.seq} order by e.seq`,
    textOf: async (tx, ids) => {
      const found = await tx.execute<StoredRow>(sql`
        select e.seq, e.prev_hash as "prevHash", e.payload, e.payload_hash as "payloadHash", e.hash, e.signature,
          e.key_id as "keyId", ${storedBeside} as beside, ${isKnowable(session, sql`e`)} as "isKnowable"
        from audit_entry e left join audit_personal beside on beside.seq = e.seq
        where e.seq = any(${sql.param(ids)}::bigint[]) order by e.seq`);
      return found.rows.map((row) => `${JSON.stringify(toLine(row))}\n`).join('');
    },
    end: `${JSON.stringify({ end: signCheckpoint(head, at, auditKey()) })}\n`,
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="gatehouse-log-${at.slice(0, 10)}.jsonl"`,
    },
  });
}

/** A row that was moved out of somebody's scope in its columns alone is marked for them as well. */
function toLine({ payload, beside, isKnowable, ...proof }: StoredRow): RowLine {
  const [first, ...others] = differing(payload, beside);
  return { ...proof, payload: isKnowable ? payload : null, ...(first && { differs: [first, ...others] }) };
}
