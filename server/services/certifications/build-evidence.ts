import { sql } from 'drizzle-orm';
import { meansNames, meansOf, passcodeTypeNames } from '#lib/messages/access-words';
import { asTheyWere, couldNotSee, decisionText } from '#lib/messages/certification-words';
import { doubtWords, momentText, originText } from '#lib/messages/question-words';
import type { CertificationRow, Evidence, EvidenceRow, KnownThen } from '#lib/schemas/certification';
import type { Instant } from '#lib/time/instant';
import { withOffset } from '#lib/time/offset';
import { auditKey } from '#server/audit/key';
import type { Db, Tx } from '#server/db/pool';
import { readAllRows } from './list-rows.ts';
import type { StoredCertification } from './read-certification.ts';

type Looked = { checked: KnownThen; signature: Evidence['signature']; at: Instant };

/**
 * A worksheet in words that need no Gatehouse to be read: what is printed, and what is signed. Its names are as they
 * were read; `checked` is what was known when others were last looked for, `at` the domain's now.
 */
export async function buildEvidence(
  tx: Db | Tx,
  stored: StoredCertification,
  { checked, signature, at }: Looked,
): Promise<Evidence> {
  const { id, from, to, zone, known, doors } = stored;
  const [rows, starter] = [await readAllRows(tx, id, at), await nameOf(tx, stored.staffId)];
  return {
    format: 'gatehouse-certification-1',
    id,
    doors: doors.map(({ id, name, buildingName }) => ({ id, name, building: buildingName })),
    from: withOffset(from, zone),
    to: withOffset(to, zone),
    zone,
    readAs: momentText({ from, to }, zone),
    startedBy: starter,
    startedAt: withOffset(stored.createdAt, zone),
    readAt: withOffset(known.askedAt, zone),
    mirrorReadAt: known.asOf && withOffset(known.asOf, zone),
    couldNotSee: [...couldNotSee(checked, { from, to }), asTheyWere(withOffset(stored.createdAt, zone))],
    rows: rows.map((row) => evidenceRow(row, zone)),
    signature,
    publicKey: auditKey().publicKeyPem,
  };
}

async function nameOf(tx: Db | Tx, staffId: string): Promise<string> {
  const found = await tx.execute<{ name: string }>(sql`select name from staff where id = ${staffId}`);
  return found.rows[0]?.name ?? 'Somebody who left';
}

function evidenceRow(row: CertificationRow, zone: string): EvidenceRow {
  return {
    person: row.personName,
    door: row.doorName,
    building: row.buildingName,
    opensFrom: withOffset(row.opensFrom, zone),
    opensUntil: row.opensUntil && withOffset(row.opensUntil, zone),
    how: meansNames[meansOf(row.passcodeType, row.doorcodeStatus)],
    kind: passcodeTypeNames[row.passcodeType],
    reason: originText(row),
    operation: row.operationId,
    certainty: row.doubts.map((doubt) => doubtWords[doubt].sentence).join(' ') || 'As seen',
    decision: decisionText(row),
    comment: row.comment,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt && withOffset(row.decidedAt, zone),
    endOperation: row.endOperationId,
  };
}
