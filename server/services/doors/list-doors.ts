import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Page, pageSize } from '#lib/page';
import type { DoorRow } from '#lib/schemas/door';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';

export const listDoorsQuery = z.strictObject({
  q: z.string().max(200).default(''),
  building: z.union([z.literal(''), z.guid()]).default(''),
  cursor: z.string().max(2000).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(pageSize),
});
export type ListDoorsQuery = z.infer<typeof listDoorsQuery>;

/** One page of the doors in scope by name. Reads the mirror only. */
export async function listDoors(session: Session, query: ListDoorsQuery): Promise<Page<DoorRow>> {
  await requirePermission(session, 'door.read');
  const order = { sort: 'name', filters: { q: query.q, building: query.building } };
  const place = decodeCursor(order, query.cursor);
  const [found, freshness] = await Promise.all([
    db().execute<DoorRow & { sortName: string }>(select(session, query, place)),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, (row) => ({ key: row.sortName, id: row.id }));
  return { ...page, items: page.items.map(({ sortName: _, ...row }) => row), ...freshness };
}

function select(session: Session, query: ListDoorsQuery, place: Place | null): SQL {
  const direction = sql.raw(place?.dir === 'prev' ? 'desc' : 'asc');
  return sql`
    with hit as materialized (
      select door.id, door.sort_name from door
      where gone_at is null and ${inScope(session, sql`door.building_id`)}
        and ${query.building ? sql`door.building_id = ${query.building}` : sql`true`}
        and ${query.q.trim() ? sql`search_text like '%' || search_key(${query.q}::text) || '%'` : sql`true`}
    ), page as (
      select * from hit where ${afterPlace(place)} order by sort_name ${direction}, id ${direction} limit ${query.limit + 1}
    )
    select d.id, d.name, d.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
      b.time_zone as "timeZone", d.kind, d.accessibility, d.is_connected as "isConnected",
      d.is_activated as "isActivated", d.serial_number as "serialNumber", d.battery_percent as "batteryPercent",
      d.battery_at as "batteryAt", d.sort_name as "sortName"
    from page join door d on d.id = page.id left join building b on b.id = d.building_id
    order by d.sort_name ${direction}, d.id ${direction}`;
}

function afterPlace(place: Place | null): SQL {
  if (!place) return sql`true`;
  const values = sql`(${place.key}::text collate "C", ${place.id}::uuid)`;
  return place.dir === 'prev' ? sql`(sort_name, id) < ${values}` : sql`(sort_name, id) > ${values}`;
}
