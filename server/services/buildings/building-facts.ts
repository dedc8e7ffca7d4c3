import { type SQL, sql } from 'drizzle-orm';
import { lowBatteryPercent } from '#lib/battery';

/** The columns of a `BuildingRow` for `building b`, taken from `buildingFacts`. */
export const buildingColumns = sql`
  b.id, b.name, b.portfolio_id as "portfolioId", p.name as "portfolioName", b.address, b.time_zone as "timeZone",
  case when b.time_zone is null then b.stated_time_zone end as "statedTimeZone", of_doors.*, of_people.*`;

/** Joins to `building b`: its portfolio, its doors that OpenKit lists, and the people it has or had. */
export const buildingFacts: SQL = sql`
  left join portfolio p on p.id = b.portfolio_id
  left join lateral (
    select count(*) as doors, count(*) filter (where d.connection = 'offline') as offline,
      count(*) filter (where not d.is_activated) as "notActivated",
      count(*) filter (where d.battery_percent < ${lowBatteryPercent}) as "lowBatteries"
    from door d where d.building_id = b.id and d.gone_at is null
  ) of_doors on true
  left join lateral (
    select count(*) as people from person_building pb where pb.building_id = b.id
      and not exists (select 1 from person gone where gone.id = pb.person_id and gone.gone_at is not null)
  ) of_people on true`;
