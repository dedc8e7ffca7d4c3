import { sql } from 'drizzle-orm';
import { signCheckpoint } from '#server/audit/checkpoint';
import type { RowLine } from '#server/audit/exported-log';
import { auditKey } from '#server/audit/key';
import { readHead } from '#server/audit/read-head';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { isKnowable } from '../activity/find-entries.ts';
import { streamBatches } from './stream-batches.ts';

/**
 * The audit log as lines of JSON that `npm run audit:verify` proves, up to now: each row, what happened outside this
 * viewer's buildings by its hash alone, then a checkpoint. Names and addresses are not in it: they can be erased, and a
 * file cannot.
 */
export async function streamLog(session: Session): Promise<Response> {
  await requirePermission(session, 'audit.read');
  const { at, ...head } = await readHead(db());
  const body = streamBatches({
    start: '',
    ids: sql`select e.seq::text as id from audit_entry e where e.seq <= ${head.seq} order by e.seq`,
    textOf: async (tx, ids) => {
      const found = await tx.execute<RowLine>(sql`
        select e.seq, e.prev_hash as "prevHash", case when ${isKnowable(session, sql`e`)} then e.payload end as payload,
          e.payload_hash as "payloadHash", e.hash, e.signature, e.key_id as "keyId"
        from audit_entry e where e.seq = any(${sql.param(ids)}::bigint[]) order by e.seq`);
      return found.rows.map((row) => `${JSON.stringify(row)}\n`).join('');
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
