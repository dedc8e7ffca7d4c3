import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { DoorRow } from '#lib/schemas/door';
import type { Count } from '#lib/schemas/page';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import { doorFilters } from './door-filters.ts';
import { findDoorPage } from './find-door-page.ts';
import { countDoorsQuery, type DoorFilters, type ListDoorsQuery } from './list-query.ts';

/** One page of the doors in scope. Reads the mirror only. Throws Refusal `invalid` for a cursor of another list. */
export async function listDoors(session: Session, query: ListDoorsQuery): Promise<Page<DoorRow>> {
  await requirePermission(session, 'door.read');
  const order = { sort: query.sort, filters: countDoorsQuery.strip().parse(query) };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const [found, freshness] = await Promise.all([
    db().execute<DoorRow & { key: string }>(withFacts(session, findDoorPage(session, query, place, at), at)),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map(({ key: _, ...row }) => row), ...freshness };
}

/** How many doors the same filters find. */
export async function countDoors(session: Session, filters: DoorFilters): Promise<Count> {
  await requirePermission(session, 'door.read');
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from door d where ${doorFilters(session, filters, await now())}`,
  );
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

/** Adds to the ids found what the list shows of each. */
const withFacts = (session: Session, found: SQL, at: Instant): SQL => sql`
  with found as (select row_number() over () as position, f.* from (${found}) f)
  select d.id, d.name, d.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
    b.time_zone as "timeZone", d.kind, d.accessibility, d.is_connected as "isConnected",
    d.is_activated as "isActivated", d.serial_number as "serialNumber", d.battery_percent as "batteryPercent",
    d.battery_at as "batteryAt", found.key, held.people as "peopleNow"
  from found join door d on d.id = found.id left join building b on b.id = d.building_id
  left join lateral (
    select count(distinct a.person_id) as people from access a
    where a.door_id = found.id and a.gone_at is null and ${inScope(session, sql`a.building_id`)}
      and a.starts_at <= ${at}::timestamptz and (a.ends_at is null or a.ends_at > ${at}::timestamptz)
  ) held on true
  order by found.position`;
