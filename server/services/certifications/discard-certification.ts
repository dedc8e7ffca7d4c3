import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { CertificationInput } from '#lib/schemas/certification';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { readUnsigned } from './read-certification.ts';

/**
 * Throws a worksheet away with what was decided on it, for one that was started by mistake; the log keeps that it was
 * there. Throws Refusal `forbidden_or_missing`, `stale` once it is signed or an access was ended through it.
 */
export async function discardCertification(session: Session, { certificationId }: CertificationInput): Promise<null> {
  await requirePermission(session, 'certification.manage');
  await db().transaction(async (tx) => {
    const { id, doors } = await readUnsigned(tx, session, certificationId);
    const found = await tx.execute<{ decided: number; sent: number }>(sql`
      select count(*) filter (where decision is not null)::int as decided, count(operation_id)::int as sent
      from certification_row where certification_id = ${id}`);
    const { decided = 0, sent = 0 } = found.rows[0] ?? {};
    if (sent > 0) throw new Refusal('stale', { params: { reason: 'certified_in_part' } });
    await tx.execute(sql`delete from certification_row where certification_id = ${id}`);
    await tx.execute(sql`delete from certification_door where certification_id = ${id}`);
    await tx.execute(sql`delete from certification where id = ${id}`);
    await appendAudit(
      tx,
      [...Map.groupBy(doors, (door) => door.buildingId)].map(([buildingId, group]) => ({
        event: 'certification.discard',
        phase: 'done',
        actor: { kind: 'staff', staffId: session.staff.id, sessionId: session.sessionId },
        object: { type: 'certification', id },
        buildingId,
        requestId: session.requestId,
        details: { decided, doorIds: group.map((door) => door.id) },
      })),
    );
  });
  return null;
}
