import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { CertificationInput } from '#lib/schemas/certification';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { readUnsigned } from './read-certification.ts';
import { recordWorksheet } from './record-worksheet.ts';

/**
 * Throws a worksheet away with what was decided on it, for one that was started by mistake; the log keeps that it was
 * there. Throws Refusal `forbidden_or_missing`, `stale` once it is signed or an access was ended through it.
 */
export async function discardCertification(session: Session, { certificationId }: CertificationInput): Promise<null> {
  await requirePermission(session, 'certification.manage');
  await db().transaction(async (tx) => {
    const worksheet = await readUnsigned(tx, session, certificationId);
    const { id } = worksheet;
    const sent = await tx.execute(sql`
      select 1 from certification_row where certification_id = ${id} and operation_id is not null limit 1`);
    if (sent.rows.length > 0) throw new Refusal('stale', { params: { reason: 'certified_in_part' } });
    await recordWorksheet(tx, session, 'certification.discard', worksheet, ({ decided }) => ({ decided }));
    await tx.execute(sql`delete from certification_row where certification_id = ${id}`);
    await tx.execute(sql`delete from certification_door where certification_id = ${id}`);
    await tx.execute(sql`delete from certification where id = ${id}`);
  });
  return null;
}
