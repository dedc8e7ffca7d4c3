import { type SQL, sql } from 'drizzle-orm';
import type { EndingShow } from '#lib/ending-facets';
import type { Instant } from '#lib/time/instant';
import { defaultRules } from '#lib/units/lease-window';
import { endsWithin } from '../accesses/access-filters.ts';
import { isOnDay } from '../doorcodes/list-doorcodes.ts';
import { standsAt } from '../doors/find-door-accesses.ts';

/** Condition on `access a`: it belongs to what is shown. `at` is the domain's now. */
export async function endingFilter({ show }: { show: EndingShow }, at: Instant): Promise<SQL> {
  switch (show) {
    case 'ends7':
      return endsWithin(7, at);
    case 'ends30':
      return endsWithin(30, at);
    case 'ends90':
      return endsWithin(90, at);
    case 'own':
      return sql`${endsWithin(30, at)} and a.role = 'resident'
        and exists (select 1 from door d where d.id = a.door_id and d.accessibility = 'private')`;
    case 'endless':
      return sql`a.gone_at is null and a.ends_at is null and a.role is distinct from 'resident'`;
    case 'lease':
      return sql`(${standsAt(at).now} or ${standsAt(at).next}) and ${outlivesLease}`;
    case 'today':
      return sql`a.gone_at is null and ${await isOnDay(0, at)}`;
    case 'tomorrow':
      return sql`a.gone_at is null and ${await isOnDay(1, at)}`;
  }
}

/** On the clocks of `building b`; UTC where nobody knows them. */
const zone: SQL = sql`coalesce(b.time_zone, 'UTC')`;

/** The last day of a lease; null = it has no end. */
const leaseOver: SQL = sql`least(t.lease_end, (t.ended_at at time zone ${zone})::date)`;

/**
 * Open after the last day of the last lease of its person in the building, the days of grace included. A lease
 * that was ended here is over then, for what was held before; one that never began counts for nothing.
 */
const outlivesLease: SQL = sql`(
  select max((${leaseOver} + coalesce(r.grace_days, ${defaultRules.graceDays}) + 1)::timestamp at time zone ${zone})
    < a.open_until
  from tenancy t left join building b on b.id = t.building_id
  left join building_rules r on r.building_id = t.building_id
  where t.person_id = a.person_id and t.building_id = a.building_id
    and (t.ended_at is null or (a.starts_at < t.ended_at and (t.ended_operation_id = t.operation_id) is not true))
  having bool_and(${leaseOver} is not null))`;
