import { type SQL, sql } from 'drizzle-orm';
import { lowBatteryPercent } from '#lib/battery';

/** The columns of a `BuildingRow` for `building b`, taken from `buildingFacts`. */
export const buildingColumns = sql`
  b.id, b.name, b.portfolio_id as "portfolioId", p.name as "portfolioName", b.address, b.time_zone as "timeZone",
  case when b.time_zone is null then b.stated_time_zone end as "statedTimeZone", coalesce(of_doors.doors, 0) as doors,
  coalesce(of_doors.offline, 0) as offline, coalesce(of_doors.not_activated, 0) as "notActivated",
  coalesce(low.doors, 0) as "lowBatteries", coalesce(of_people.people, 0) as people`;

/**
 * Joins to `building b`, one of `ids` (an array): its portfolio, its doors that OpenKit lists, and the people it has or
 * had. Each is counted for all of them at once, in one walk along an index.
 */
export const buildingFacts = (ids: SQL): SQL => sql`
  left join portfolio p on p.id = b.portfolio_id
  left join (
    select building_id, count(*) as doors, count(*) filter (where connection = 'offline') as offline,
      count(*) filter (where not is_activated) as not_activated
    from door where building_id = any(${ids}) and gone_at is null group by building_id
  ) of_doors on of_doors.building_id = b.id
  left join (
    select building_id, count(*) as doors from door
    where building_id = any(${ids}) and gone_at is null and battery_percent < ${sql.raw(String(lowBatteryPercent))}
    group by building_id
  ) low on low.building_id = b.id
  left join (
    select building_id, count(*) as people from person_building where building_id = any(${ids}) and not is_gone
    group by building_id
  ) of_people on of_people.building_id = b.id`;
