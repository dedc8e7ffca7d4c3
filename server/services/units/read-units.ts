import { type SQL, sql } from 'drizzle-orm';
import type { Scoped } from '#server/auth/scope';
import { personName } from '#server/db/names';
import { joinTenant } from '../tenancies/join-tenant.ts';

/** What a list shows of the units of `page` (id, key, position). */
export const readUnits = (session: Scoped, page: SQL): SQL => sql`
  with page as materialized (${page})
  select u.id, u.name, u.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
    b.time_zone as "timeZone", page.key, of_doors.doors, living.people, living."leaseEnd"
  from page join unit u on u.id = page.id left join building b on b.id = u.building_id
  cross join lateral (
    select coalesce(array_agg(d.name order by d.sort_name), '{}') as doors
    from unit_door ud join door d on d.id = ud.door_id where ud.unit_id = u.id
  ) of_doors
  cross join lateral (
    select coalesce(array_agg(coalesce(${personName(sql`p`)}, t.person_name)
        order by p.sort_name, t.person_name), '{}') as people, min(t.lease_end) as "leaseEnd"
    from tenancy t ${joinTenant(session)} where t.unit_id = u.id and t.ended_at is null
  ) living
  order by page.position`;
