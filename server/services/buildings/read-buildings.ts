import { type SQL, sql } from 'drizzle-orm';
import type { BuildingRow } from '#lib/schemas/building';
import type { Db, Tx } from '#server/db/pool';
import { buildingColumns, buildingFacts } from './building-facts.ts';

/** What the list shows of the buildings that `found` (a query for `id` and `key`) gives, in its order. */
export async function readBuildings(db: Db | Tx, found: SQL): Promise<(BuildingRow & { key: string })[]> {
  return (await db.execute<BuildingRow & { key: string }>(withFacts(found))).rows;
}

const withFacts = (found: SQL): SQL => sql`
  with found as (select row_number() over () as position, f.* from (${found}) f)
  select ${buildingColumns}, found.key from found join building b on b.id = found.id
  ${buildingFacts(sql`array(select id from found)`)}
  order by found.position`;
