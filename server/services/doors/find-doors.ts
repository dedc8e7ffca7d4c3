import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';

export type FoundDoor = {
  id: string;
  name: string;
  kind: 'door' | 'elevator' | 'unknown';
  isActivated: boolean;
  buildingId: string;
  timeZone: string | null;
};

/** The doors asked for, all of them in scope. Throws Refusal `forbidden_or_missing` on `doorIds` if one is not. */
export async function findDoors(tx: Tx, session: Session, doorIds: string[]): Promise<FoundDoor[]> {
  const wanted = [...new Set(doorIds)];
  const found = await tx.execute<FoundDoor>(sql`
    select d.id, d.name, d.kind, d.is_activated as "isActivated", d.building_id as "buildingId", b.time_zone as "timeZone"
    from door d left join building b on b.id = d.building_id
    where d.id = any(${sql.param(wanted)}::uuid[]) and d.gone_at is null and ${doorInScope(session, sql`d.building_id`, sql`d.id`)}`);
  if (found.rows.length < wanted.length) {
    throw new Refusal('forbidden_or_missing', { field: 'doorIds', params: { reason: 'door_gone' } });
  }
  return found.rows;
}
