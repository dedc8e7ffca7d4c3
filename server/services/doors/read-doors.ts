import { type SQL, sql } from 'drizzle-orm';
import { countedAccesses } from '#lib/counted-accesses';
import type { DoorRow } from '#lib/schemas/door';
import type { Instant } from '#lib/time/instant';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Db, Tx } from '#server/db/pool';

/**
 * What the list shows of the doors that `found` (a query for whole doors, each with a `key`) gives, in its order.
 * People are counted up to so many accesses, unless `isExact`: a lobby that a thousand open would cost more than the
 * page does.
 */
export async function readDoors(
  db: Db | Tx,
  session: Session,
  found: SQL,
  at: Instant,
  isExact = false,
): Promise<(DoorRow & { key: string })[]> {
  return (await db.execute<DoorRow & { key: string }>(withFacts(session, found, at, isExact))).rows;
}

/** Adds to the ids found what the list shows of each. */
const withFacts = (session: Session, found: SQL, at: Instant, isExact: boolean): SQL => sql`
  with found as (select row_number() over () as position, f.* from (${found}) f),
  -- Hundreds at most: read once instead of looked up for each row.
  b as materialized (select id, name, time_zone from building)
  select d.id, d.name, d.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
    b.time_zone as "timeZone", d.kind, d.accessibility, d.is_connected as "isConnected",
    d.is_activated as "isActivated", d.serial_number as "serialNumber", d.battery_percent as "batteryPercent",
    d.battery_at as "batteryAt", d.key, held.people as "peopleNow"
  from found d left join b on b.id = d.building_id
  left join lateral (
    select case when ${isExact} or count(*) <= ${countedAccesses} then count(distinct opening.person_id) end as people from (
      -- A second bound among the conditions would make PostgreSQL think that it skips from end to end.
      select a.person_id from access a
      where a.door_id = d.id and a.gone_at is null and ${doorInScope(session, sql`d.building_id`, sql`d.id`)}
        and a.open_until > ${at}::timestamptz and (a.starts_at <= ${at}::timestamptz) is true
      ${isExact ? sql`` : sql`limit ${countedAccesses + 1}`}
    ) opening
  ) held on true
  order by d.position`;
