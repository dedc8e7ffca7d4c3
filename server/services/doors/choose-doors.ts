import { sql } from 'drizzle-orm';
import type { DoorRow } from '#lib/schemas/door';
import { requirePermission } from '#server/auth/policy';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { readDoors } from './read-doors.ts';

/** The doors an address names, for a form that begins with them. Those that are gone or out of scope are left out. */
export async function chooseDoors(session: Session, doorIds: string[]): Promise<DoorRow[]> {
  await requirePermission(session, 'door.read');
  if (doorIds.length === 0) return [];
  const found = sql`
    select d.*, '' as key from door d
    where d.id = any(${sql.param(doorIds)}::uuid[]) and d.gone_at is null and ${doorInScope(session, sql`d.building_id`, sql`d.id`)}
    order by d.sort_name, d.id`;
  const doors = await readDoors(db(), session, found, await now());
  return doors.map(({ key: _, ...door }) => door);
}
