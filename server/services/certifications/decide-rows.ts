import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { DecideRowsInput } from '#lib/schemas/certification';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { readUnsigned } from './read-certification.ts';

/** Who decided, and when: each row's version is one more than was seen. */
type Decided = { decidedBy: string; decidedAt: Instant };

/**
 * Keeps what somebody thinks of rows: all of them or none. It is a draft until the worksheet is signed, so the log
 * hears of it then. Throws Refusal `stale` when a colleague changed one of them since it was seen, or it was ended
 * already.
 */
export async function decideRows(session: Session, input: DecideRowsInput): Promise<Decided> {
  await requirePermission(session, 'certification.manage');
  const { certificationId, decision, comment, rows } = input;
  const at = await now();
  return db().transaction(async (tx) => {
    await readUnsigned(tx, session, certificationId);
    const changed = await tx.execute(sql`
      update certification_row r set decision = ${decision}, comment = coalesce(${comment ?? null}, r.comment),
        decided_by = ${session.staff.id}, decided_at = ${at}, version = r.version + 1
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as seen ("accessId" uuid, version int)
      where r.certification_id = ${certificationId} and r.access_id = seen."accessId" and r.version = seen.version
        and (r.operation_id is null or ${decision} is not distinct from r.decision)
      returning r.access_id`);
    const wanted = new Set(rows.map(({ accessId }) => accessId)).size;
    if (changed.rows.length < wanted) throw await changedSince(tx, session, input);
    return { decidedBy: session.staff.name, decidedAt: at };
  });
}

async function changedSince(tx: Tx, session: Session, { certificationId, rows }: DecideRowsInput): Promise<Refusal> {
  const found = await tx.execute<{ by: string | null; isSent: boolean }>(sql`
    select s.name as by, r.operation_id is not null as "isSent"
    from certification_row r left join staff s on s.id = r.decided_by and s.id <> ${session.staff.id}
    where r.certification_id = ${certificationId}
      and r.access_id = any(${sql.param(rows.map(({ accessId }) => accessId))}::uuid[])
    order by r.operation_id is null, r.decided_at desc nulls last limit 1`);
  const [last] = found.rows;
  if (!last) return new Refusal('forbidden_or_missing', { params: { reason: 'certification_gone' } });
  const reason = last.isSent ? 'certified_row_sent' : 'certified_row_changed';
  return new Refusal('stale', { params: { reason, by: last.by ?? undefined } });
}
