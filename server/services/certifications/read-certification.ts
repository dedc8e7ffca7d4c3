import { type SQL, sql } from 'drizzle-orm';
import { everywhere } from '#lib/area';
import { Refusal } from '#lib/errors';
import type { KnownThen } from '#lib/schemas/certification';
import type { Instant } from '#lib/time/instant';
import { doorInScope, isByDoor, type Scoped } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Db, Tx } from '#server/db/pool';
import type { AnswerFilters } from '../questions/list-query.ts';

export type StoredCertification = {
  id: string;
  staffId: string;
  createdAt: Instant;
  from: Instant;
  to: Instant;
  zone: string;
  known: KnownThen;
  signedAt: Instant | null;
  evidence: string | null;
  evidenceHash: string | null;
  doors: CertifiedDoor[];
};

type CertifiedDoor = { id: string; name: string; buildingId: string; buildingName: string };

/** Condition on `certification c`: it is one paper, so it is seen by whoever may see all of its doors. */
export const isVisible = (session: Scoped): SQL => sql`not exists (
  select 1 from certification_door foreign_to where foreign_to.certification_id = c.id
    and not ${doorInScope(session, sql`foreign_to.building_id`, sql`foreign_to.door_id`)})
  and ${isByDoor(session) ? hasNoForeignRow(session) : sql`true`}`;

/** Rows may be of doors that the certified ones took the place of: of the same building, and not of the same scope. */
const hasNoForeignRow = (session: Scoped): SQL => sql`not exists (
  select 1 from certification_row r join door d on d.id = r.door_id where r.certification_id = c.id
    and not ${doorInScope(session, sql`d.building_id`, sql`d.id`)})`;

/** A worksheet in scope. `lock` keeps others from changing it. Throws Refusal `forbidden_or_missing`. */
export async function readCertification(
  db: Db | Tx,
  session: Session,
  id: string,
  lock?: 'wait',
): Promise<StoredCertification> {
  const found = await db.execute<Omit<StoredCertification, 'doors'>>(sql`
    select c.id, c.staff_id as "staffId", c.created_at as "createdAt", c.from_at as "from", c.to_at as "to", c.zone,
      c.known, c.signed_at as "signedAt", c.evidence, c.evidence_hash as "evidenceHash"
    from certification c where c.id = ${id} and ${isVisible(session)} ${lock ? sql`for update of c` : sql``}`);
  const [stored] = found.rows;
  if (!stored) throw new Refusal('forbidden_or_missing', { params: { reason: 'certification_gone' } });
  const doors = await db.execute<CertifiedDoor>(sql`
    select cd.door_id as id, coalesce(d.name, 'Unknown door') as name, cd.building_id as "buildingId",
      coalesce(b.name, 'Unknown building') as "buildingName"
    from certification_door cd left join door d on d.id = cd.door_id left join building b on b.id = cd.building_id
    where cd.certification_id = ${id} order by b.sort_name, d.sort_name, cd.door_id`);
  return { ...stored, doors: doors.rows };
}

/** The same for a change. Throws Refusal `stale` for one that is signed as well. */
export async function readUnsigned(tx: Tx, session: Session, id: string): Promise<StoredCertification> {
  const stored = await readCertification(tx, session, id, 'wait');
  if (stored.signedAt !== null) throw new Refusal('stale', { params: { reason: 'certification_signed' } });
  return stored;
}

/** The same for a file. Throws Refusal `stale` for one that is not signed. */
export async function readSigned(
  db: Db | Tx,
  session: Session,
  id: string,
): Promise<{ evidence: string; signedAt: Instant }> {
  const { evidence, signedAt } = await readCertification(db, session, id);
  if (evidence === null || signedAt === null) {
    throw new Refusal('stale', { params: { reason: 'certification_unsigned' } });
  }
  return { evidence, signedAt };
}

/** The question a worksheet answers, as `listAnswers` is asked it. */
export const questionOf = ({
  doors,
  from,
  to,
  zone,
}: Pick<StoredCertification, 'from' | 'to' | 'zone'> & {
  doors: { id: string }[];
}): AnswerFilters => ({
  ask: '',
  ...everywhere,
  doors: doors.map(({ id }) => id).join(','),
  person: '',
  from,
  to,
  zone,
  q: '',
});
