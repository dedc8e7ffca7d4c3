import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Db, Tx } from '#server/db/pool';

export type FoundUnit = {
  id: string;
  name: string;
  buildingId: string;
  buildingName: string;
  timeZone: string | null;
  isArchived: boolean;
};

/** A unit in scope. Throws Refusal `forbidden_or_missing` on `unitId`. */
export async function findUnit(tx: Tx | Db, session: Session, unitId: string): Promise<FoundUnit> {
  const found = await tx.execute<FoundUnit>(sql`
    select u.id, u.name, u.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
      b.time_zone as "timeZone", u.archived_at is not null as "isArchived"
    from unit u left join building b on b.id = u.building_id
    where u.id = ${unitId} and ${inScope(session, sql`u.building_id`)}`);
  const [unit] = found.rows;
  if (!unit) throw new Refusal('forbidden_or_missing', { field: 'unitId', params: { reason: 'unit_gone' } });
  return unit;
}

/** As `findUnit`, and one that people may still move into. */
export async function findOpenUnit(tx: Tx, session: Session, unitId: string): Promise<FoundUnit> {
  const unit = await findUnit(tx, session, unitId);
  if (unit.isArchived) throw new Refusal('stale', { field: 'unitId', params: { reason: 'unit_archived' } });
  return unit;
}
