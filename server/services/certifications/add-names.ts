import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { type CertificationInput, type KnownThen, mostCertifiedRows } from '#lib/schemas/certification';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Scoped } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { chunks } from '#server/db/chunks';
import { db, type Tx } from '#server/db/pool';
import { findAnswers } from '../questions/find-answers.ts';
import { getCoverage } from '../questions/get-coverage.ts';
import { describeAnswers } from '../questions/list-answers.ts';
import { coverageNow } from '../sync/coverage.ts';
import { questionOf, readUnsigned, type StoredCertification } from './read-certification.ts';

/** Brings names that became known since onto a worksheet, undecided. Rows that stand on it stay as they are. */
export async function addNames(session: Session, { certificationId }: CertificationInput): Promise<{ added: number }> {
  await requirePermission(session, 'certification.manage');
  const at = await now();
  return db().transaction(async (tx) => {
    const stored = await readUnsigned(tx, session, certificationId);
    const known = await knownNow(tx, session, stored);
    const added = await insertNames(tx, session, stored, at);
    await tx.execute(sql`update certification set known = ${JSON.stringify(known)}::jsonb where id = ${stored.id}`);
    return { added };
  });
}

type Question = Pick<StoredCertification, 'id' | 'from' | 'to' | 'zone'> & { doors: { id: string }[] };

/** The answers that do not stand on the worksheet yet, as `access_id`. */
export const missingNames = (session: Scoped, question: Question): SQL => sql`
  select answer.access_id from (${findAnswers(session, questionOf(question))}) answer
  where not exists (
    select 1 from certification_row r where r.certification_id = ${question.id} and r.access_id = answer.access_id)`;

/** Writes them down as they are known at `at`. Throws Refusal `invalid` when they are more than anybody can look at. */
export async function insertNames(tx: Tx, session: Session, question: Question, at: Instant): Promise<number> {
  const missing = await tx.execute<{ access_id: string }>(sql`
    ${missingNames(session, question)} limit ${mostCertifiedRows + 1}`);
  const ids = missing.rows.map((row) => row.access_id);
  if (ids.length > mostCertifiedRows) {
    throw new Refusal('invalid', {
      field: 'doorIds',
      params: { reason: 'certified_rows_too_many', most: mostCertifiedRows },
    });
  }
  for (const some of chunks(ids, 500)) {
    const described = await describeAnswers(tx, session, questionOf(question), some, at);
    const answers = described.map(({ stands: _, ...answer }) => answer);
    await tx.execute(sql`
      insert into certification_row (certification_id, access_id, person_id, door_id, answer)
      select ${question.id}, (answer->>'id')::uuid, (answer->>'personId')::uuid, (answer->>'doorId')::uuid, answer
      from jsonb_array_elements(${JSON.stringify(answers)}::jsonb) answer`);
  }
  return ids.length;
}

/** What is known of OpenKit at this moment, as the worksheet keeps it. */
export async function knownNow(tx: Tx, session: Session, question: Omit<Question, 'id'>): Promise<KnownThen> {
  const coverage = await getCoverage(session, questionOf(question), tx);
  const { asOf, coverage: mirror } = await coverageNow(tx);
  return { ...coverage, asOf, sweep: mirror.sweep };
}
