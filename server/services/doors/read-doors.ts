import { type SQL, sql } from 'drizzle-orm';
import type { DoorRow } from '#lib/schemas/door';
import type { Instant } from '#lib/time/instant';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Db, Tx } from '#server/db/pool';

/** What the list shows of the doors that `found` (a query for whole doors, each with a `key`) gives, in its order. */
export async function readDoors(
  db: Db | Tx,
  session: Session,
  found: SQL,
  at: Instant,
): Promise<(DoorRow & { key: string })[]> {
  return (await db.execute<DoorRow & { key: string }>(withFacts(session, found, at))).rows;
}

/** Adds to the ids found what the list shows of each. */
const withFacts = (session: Session, found: SQL, at: Instant): SQL => sql`
  with found as (select row_number() over () as position, f.* from (${found}) f),
  -- Hundreds at most: read once instead of looked up for each row.
  b as materialized (select id, name, time_zone from building)
  select d.id, d.name, d.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
    b.time_zone as "timeZone", d.kind, d.accessibility, d.is_connected as "isConnected",
    d.is_activated as "isActivated", d.serial_number as "serialNumber", d.battery_percent as "batteryPercent",
    d.battery_at as "batteryAt", d.key, held.people as "peopleNow"
  from found d left join b on b.id = d.building_id
  left join lateral (
    -- A second bound among the conditions would make PostgreSQL think that it skips from end to end.
    select count(distinct a.person_id) filter (where a.starts_at <= ${at}::timestamptz) as people from access a
    where a.door_id = d.id and a.gone_at is null and ${doorInScope(session, sql`d.building_id`, sql`d.id`)}
      and a.open_until > ${at}::timestamptz
  ) held on true
  order by d.position`;
