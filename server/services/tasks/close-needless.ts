import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { AuditInput } from '#server/audit/append';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import type { Tx } from '#server/db/pool';

type Ended = { tenancyIds: readonly string[]; at: Instant; operationId: string | null };

/**
 * Closes what was still to be given by hand to those whose leases have ended: nobody is to give it any more. Done by
 * nobody, so that it comes back with the lease. Of two of one name in a unit nobody knows whose a task is, so it stays.
 * Call it before an operation is accepted. Answers the records for the log.
 */
export async function closeNeedless(
  tx: Tx,
  session: Session,
  { tenancyIds, at, operationId }: Ended,
): Promise<AuditInput[]> {
  const closed = await tx.execute<{ id: string; buildingId: string }>(sql`
    update task set done_at = ${at}::timestamptz from tenancy t
    where t.id = any(${sql.param([...tenancyIds])}::uuid[]) and task.unit_id = t.unit_id and task.done_at is null
      and task.kind not like '%_back' and (task.person_id = t.person_id or (task.person_name = t.person_name
        and not exists (select 1 from tenancy other
          where other.unit_id = t.unit_id and other.person_name = t.person_name and other.ended_at is null)))
    returning task.id, task.building_id as "buildingId"`);
  return closed.rows.map(({ id, buildingId }) => ({
    event: 'task.settle',
    phase: 'done',
    actor: staffActor(session),
    object: { type: 'task', id },
    buildingId,
    operationId: operationId ?? undefined,
    requestId: session.requestId,
    details: { act: 'not_needed' },
  }));
}
