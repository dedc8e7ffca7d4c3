import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { roleNames } from '#lib/messages/role-names';
import { evidenceSchema, type SignCertificationInput } from '#lib/schemas/certification';
import { withOffset } from '#lib/time/offset';
import { canonicalJson } from '#server/audit/canonical';
import { sha256Hex } from '#server/audit/chain';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { knownNow, missingNames } from './add-names.ts';
import { buildEvidence } from './build-evidence.ts';
import { readUnsigned, type StoredCertification } from './read-certification.ts';
import { recordWorksheet } from './record-worksheet.ts';

/**
 * Signs a worksheet: from then on it stays as it is, and the log holds the SHA-256 of its evidence. Throws Refusal
 * `invalid` while a row is undecided, `stale` when names became known since or rows were added that were not seen.
 */
export async function signCertification(session: Session, input: SignCertificationInput): Promise<{ hash: string }> {
  await requirePermission(session, 'certification.manage');
  const at = await now();
  return db().transaction(async (tx) => {
    const stored = await readUnsigned(tx, session, input.certificationId);
    await refuseUnfinished(tx, session, stored, input);
    const checked = await knownNow(tx, session, stored);
    const { name, role } = session.staff;
    const signature = { by: name, role: roleNames[role], at: withOffset(at, stored.zone), note: input.note };
    const evidence = await buildEvidence(tx, stored, { checked, signature, at });
    const text = canonicalJson(evidenceSchema.parse(evidence));
    const hash = sha256Hex(text);
    await tx.execute(sql`
      update certification set signed_at = ${at}, signed_by = ${session.staff.id}, evidence = ${text},
        evidence_hash = ${hash}
      where id = ${stored.id}`);
    const signed = { hash, mirrorReadAt: stored.known.asOf, signedAt: at };
    await recordWorksheet(tx, session, 'certification.sign', stored, ({ rows, ended }) => ({ ...signed, rows, ended }));
    return { hash };
  });
}

async function refuseUnfinished(
  tx: Tx,
  session: Session,
  stored: StoredCertification,
  { rows }: SignCertificationInput,
): Promise<void> {
  const found = await tx.execute<{ rows: number; open: number; missing: number }>(sql`
    select count(*) as rows, count(*) filter (where r.decision is null) as open,
      (select count(*) from (${missingNames(session, stored)}) missing) as missing
    from certification_row r where r.certification_id = ${stored.id}`);
  const [counts] = found.rows;
  if (!counts) throw new Error('A worksheet that was just read is gone.');
  if (counts.missing > 0)
    throw new Refusal('stale', { params: { reason: 'certified_new_names', count: counts.missing } });
  if (counts.rows !== rows) throw new Refusal('stale', { params: { reason: 'certified_rows_added' } });
  if (counts.open > 0) throw new Refusal('invalid', { params: { reason: 'certified_rows_open', count: counts.open } });
}
