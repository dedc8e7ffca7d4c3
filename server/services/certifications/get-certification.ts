import { sql } from 'drizzle-orm';
import { may } from '#lib/permissions';
import type { CertificationView } from '#lib/schemas/certification';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { isHeldFromUs } from '../reasons/held-doors.ts';
import { missingNames } from './add-names.ts';
import { readCertification, type StoredCertification } from './read-certification.ts';
import { ending, rowJoins } from './row-parts.ts';

type Counts = Pick<
  CertificationView,
  'rows' | 'open' | 'toEnd' | 'unsent' | 'sending' | 'revision' | 'staffName' | 'signedBy'
>;

/** A worksheet with how far it is, and what became known since. Throws Refusal `forbidden_or_missing`. */
export async function getCertification(session: Session, { id }: { id: string }): Promise<CertificationView> {
  await requirePermission(session, 'access.read');
  const stored = await readCertification(db(), session, id);
  const [counts, newNames] = await Promise.all([countsOf(id, await now()), countNewNames(session, stored)]);
  const { role } = session.staff;
  const mayManage = stored.signedAt === null && may(role, 'certification.manage');
  return {
    ...{ id, from: stored.from, to: stored.to, zone: stored.zone, createdAt: stored.createdAt, known: stored.known },
    ...counts,
    signedAt: stored.signedAt,
    doors: stored.doors.map(({ id, name, buildingName }) => ({ id, name, buildingName })),
    newNames,
    mayManage,
    mayEnd: mayManage && may(role, 'access.revoke'),
  };
}

async function countsOf(id: string, at: string): Promise<Counts> {
  const found = await db().execute<Counts>(sql`
    select seen.*, coalesce(s.name, 'Somebody who left') as "staffName", signer.name as "signedBy"
    from certification c left join staff s on s.id = c.staff_id left join staff signer on signer.id = c.signed_by,
      (select count(*) as rows, count(*) filter (where r.decision is null) as open,
        count(*) filter (where r.decision = 'end') as "toEnd",
        count(*) filter (where r.decision = 'end' and r.operation_id is null and ${isHeldFromUs(at)}) as unsent,
        count(*) filter (where ${ending} in ('sending', 'unconfirmed')) as sending,
        concat(count(*), '.', sum(r.version), '.', count(*) filter (where ${ending} in ('confirmed', 'refused'))) as revision
      from certification_row r ${rowJoins} where r.certification_id = ${id}) seen
    where c.id = ${id}`);
  const [counts] = found.rows;
  if (!counts) throw new Error('A worksheet that was just read is gone.');
  return counts;
}

async function countNewNames(session: Session, stored: StoredCertification): Promise<number> {
  if (stored.signedAt !== null) return 0;
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from (${missingNames(session, stored)}) missing`,
  );
  return found.rows[0]?.count ?? 0;
}
