import { sql } from 'drizzle-orm';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';

/** Something a line of a table can name: a door, a home with its doors, or a bundle. */
export type Place = {
  id: string;
  kind: 'door' | 'unit' | 'bundle';
  buildingId: string;
  buildingKey: string;
  doorIds: string[];
};

/**
 * What is called so in scope, whatever the spelling: names and their places by search key. A name may stand for
 * several.
 */
export async function findPlaces(tx: Tx, session: Session, names: string[]): Promise<Map<string, Place[]>> {
  const wanted = sql`(select distinct name, search_key(name) as key from unnest(${sql.param(names)}::text[]) as name)`;
  const found = await tx.execute<Place & { name: string }>(sql`
    select w.name, p.id, p.kind, p.building_id as "buildingId", search_key(b.name) as "buildingKey", p."doorIds"
    from ${wanted} w join (
      select id, 'door' as kind, sort_name, building_id, array[id] as "doorIds" from door where gone_at is null
      union all
      select u.id, 'unit', u.sort_name, u.building_id,
        array(select door_id from unit_door where unit_id = u.id order by door_id)
      from unit u where u.archived_at is null
      union all
      select n.id, 'bundle', n.sort_name, n.building_id,
        array(select door_id from bundle_door where bundle_id = n.id order by door_id)
      from bundle n where n.archived_at is null
    ) p on p.sort_name = w.key
    join building b on b.id = p.building_id
    where ${inScope(session, sql`p.building_id`)}`);
  return Map.groupBy(found.rows, (row) => row.name);
}

/** The names of buildings as search keys. */
export async function searchKeys(tx: Tx, names: string[]): Promise<Map<string, string>> {
  const found = await tx.execute<{ name: string; key: string }>(sql`
    select distinct name, search_key(name) as key from unnest(${sql.param(names)}::text[]) as name`);
  return new Map(found.rows.map((row) => [row.name, row.key]));
}
