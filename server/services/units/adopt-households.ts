import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '#server/db/pool';

export type Resident = { personId: string; name: string; doorId: string };

/** Who holds these private doors as a resident, by us, with an access that is not over. */
export async function residentsOf(tx: Tx, doorIds: readonly string[], at: Instant): Promise<Resident[]> {
  const found = await tx.execute<Resident>(sql`
    select distinct a.person_id as "personId", p.first_name || ' ' || p.last_name as name, a.door_id as "doorId"
    from access a join person p on p.id = a.person_id and p.gone_at is null
    where a.door_id = any(${sql.param([...doorIds])}::uuid[]) and ${isHeldAsResident(at)} order by name`);
  return found.rows;
}

/**
 * Notes that whoever is found living in these new units does so by a lease: its doors, and what else they hold in the
 * building as a resident, are theirs for that reason. Its dates are the day of the earliest start and, if all end, of the
 * last end. Resolves to how many people that is. Set by set: a building has hundreds.
 */
export async function adoptHouseholds(tx: Tx, unitIds: readonly string[], at: Instant): Promise<number> {
  const units = sql`any(${sql.param([...unitIds])}::uuid[])`;
  const living = sql`
    select distinct ud.unit_id, a.person_id from unit_door ud join access a on a.door_id = ud.door_id
    join person p on p.id = a.person_id and p.gone_at is null
    where ud.unit_id = ${units} and ${isHeldAsResident(at)}`;
  const made = await tx.execute(sql`
    insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name, lease_start, lease_end)
    select gen_random_uuid(), u.id, u.building_id, p.id, p.id::text, p.first_name || ' ' || p.last_name,
      (min(a.starts_at) at time zone coalesce(b.time_zone, 'UTC'))::date,
      case when count(*) = count(a.ends_at) then (max(a.ends_at) at time zone coalesce(b.time_zone, 'UTC'))::date end
    from (${living}) living join unit u on u.id = living.unit_id join building b on b.id = u.building_id
    join person p on p.id = living.person_id
    join access a on a.person_id = p.id and a.building_id = u.building_id and ${isHeldAsResident(at)} and ${isOfUnit}
    group by u.id, p.id, b.id`);
  await tx.execute(sql`
    insert into access_reason
      (person_id, person_key, door_id, building_id, kind, tenancy_id, starts_at, ends_at, shareable, role)
    select a.person_id, a.person_id::text, a.door_id, a.building_id, 'lease', t.id, a.starts_at, a.ends_at,
      coalesce(a.shareable, false), 'resident'
    from tenancy t join unit u on u.id = t.unit_id
    join access a on a.person_id = t.person_id and a.building_id = u.building_id and ${isHeldAsResident(at)} and ${isOfUnit}
    where t.unit_id = ${units} and t.ended_at is null`);
  return made.rowCount ?? 0;
}

/** Of `access a` and `unit u`: private doors of other units are held for those. */
const isOfUnit = sql`(
  exists (select 1 from unit_door own where own.unit_id = u.id and own.door_id = a.door_id)
  or not exists (select 1 from unit_door other join unit ou on ou.id = other.unit_id and ou.archived_at is null
    where other.door_id = a.door_id))`;

const isHeldAsResident = (at: Instant) => sql`(
  a.gone_at is null and a.passcode_type = 'PERMANENT' and a.granter_kind = 'partner' and a.role = 'resident'
  and (a.ends_at is null or a.ends_at > ${at}::timestamptz))`;
