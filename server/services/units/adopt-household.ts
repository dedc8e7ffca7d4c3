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

type Found = { tenancyId: string; unitId: string; buildingId: string; personId: string; at: Instant };

/**
 * Notes that somebody found living in a unit does so by a lease: its doors, and what else they hold in the building as a
 * resident, are theirs for that reason. Its dates are the day of the earliest start and, if all end together, of the end.
 */
export async function adoptHousehold(tx: Tx, { tenancyId, unitId, buildingId, personId, at }: Found): Promise<void> {
  // Doors of other units are held for those.
  const held = sql`
    select a.* from access a
    where a.person_id = ${personId} and a.building_id = ${buildingId} and ${isHeldAsResident(at)}
      and not exists (select 1 from unit_door other join unit u on u.id = other.unit_id and u.archived_at is null
        where other.door_id = a.door_id and other.unit_id <> ${unitId} and not exists (
          select 1 from unit_door own where own.unit_id = ${unitId} and own.door_id = a.door_id))`;
  await tx.execute(sql`
    insert into tenancy (id, unit_id, building_id, person_id, person_key, person_name, lease_start, lease_end)
    select ${tenancyId}, ${unitId}, ${buildingId}, p.id, p.id::text, p.first_name || ' ' || p.last_name,
      (min(held.starts_at) at time zone coalesce(b.time_zone, 'UTC'))::date,
      case when count(*) = count(held.ends_at) then (max(held.ends_at) at time zone coalesce(b.time_zone, 'UTC'))::date end
    from (${held}) held join person p on p.id = held.person_id join building b on b.id = held.building_id
    group by p.id, b.id on conflict do nothing`);
  await tx.execute(sql`
    insert into access_reason
      (person_id, person_key, door_id, building_id, kind, tenancy_id, starts_at, ends_at, shareable, role)
    select held.person_id, held.person_id::text, held.door_id, held.building_id, 'lease', t.id, held.starts_at,
      held.ends_at, coalesce(held.shareable, false), 'resident'
    from (${held}) held join tenancy t on t.id = ${tenancyId}`);
}

const isHeldAsResident = (at: Instant) => sql`
  a.gone_at is null and a.passcode_type = 'PERMANENT' and a.granter_kind = 'partner' and a.role = 'resident'
  and (a.ends_at is null or a.ends_at > ${at}::timestamptz)`;
