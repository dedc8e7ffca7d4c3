import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/pool.ts';

/** The IANA zone of each door's building; doors whose zone is unknown are left out. */
export async function zonesOfDoors(db: Db | Tx, doorIds: string[]): Promise<Map<string, string>> {
  const found = await db.execute<{ id: string; time_zone: string }>(sql`
    select d.id, b.time_zone from door d join building b on b.id = d.building_id
    where d.id = any(${sql.param(doorIds)}::uuid[]) and b.time_zone is not null`);
  return new Map(found.rows.map((row) => [row.id, row.time_zone]));
}
