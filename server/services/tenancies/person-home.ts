import { sql } from 'drizzle-orm';
import type { PersonHome, PersonLease } from '#lib/schemas/person-home';
import { defaultRules } from '#lib/units/lease-window';
import { requirePermission } from '#server/auth/policy';
import { inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { wantedDoors } from '../units/wanted-doors.ts';

/** A person's leases in scope, and the people they are under other addresses, as far as those may be seen. */
export async function personHome(session: Session, personId: string): Promise<PersonHome> {
  await requirePermission(session, 'unit.read');
  const at = await now();
  const [leases, doors, addresses] = await Promise.all([
    db().execute<PersonLease>(sql`
      select t.id as "tenancyId", u.id as "unitId", u.name as "unitName", b.name as "buildingName",
        b.time_zone as "timeZone", t.lease_end as "leaseEnd", wanted.doors as "wantedDoors",
        wanted.waiting as "waitingDoors", wanted.doubled as "doubledDoors",
        json_build_object('moveInHour', coalesce(rules.move_in_hour, ${defaultRules.moveInHour}),
          'moveOutHour', coalesce(rules.move_out_hour, ${defaultRules.moveOutHour}),
          'graceDays', coalesce(rules.grace_days, ${defaultRules.graceDays})) as rules
      from tenancy t join unit u on u.id = t.unit_id join building b on b.id = t.building_id
      left join building_rules rules on rules.building_id = t.building_id
      cross join lateral (
        select count(*) as doors, count(*) filter (where of_door.waits) as waiting,
          coalesce(array_agg(of_door.name order by of_door.name) filter (where of_door.held > 1), '{}') as doubled
        from (${wantedDoors(at)}) of_door
      ) wanted
      where t.person_id = ${personId} and t.ended_at is null and ${inScope(session, sql`t.building_id`)}
      order by b.sort_name, u.sort_name`),
    db().execute<{ id: string }>(sql`
      select distinct ud.door_id as id from tenancy t join unit_door ud on ud.unit_id = t.unit_id
      where t.person_id = ${personId} and t.ended_at is null and ${inScope(session, sql`t.building_id`)}`),
    db().execute<PersonHome['addresses'][number]>(sql`
      select p.id as "personId", p.email, linked.is_newer as "isNewer"
      from (
        select to_person_id as id, true as is_newer from person_link where from_person_id = ${personId}
        union select from_person_id, false from person_link where to_person_id = ${personId}
        union select new_person_id, true from person_successor where old_person_id = ${personId}
        union select old_person_id, false from person_successor where new_person_id = ${personId}
      ) linked join person p on p.id = linked.id and ${personInScope(session, sql`p.id`)}
      where ${personInScope(session, sql`${personId}::uuid`)} order by p.email`),
  ]);
  return { leases: leases.rows, homeDoorIds: doors.rows.map(({ id }) => id), addresses: addresses.rows };
}
