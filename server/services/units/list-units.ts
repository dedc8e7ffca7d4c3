import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { UnitRow } from '#lib/schemas/unit';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { keyset, type SortColumn } from '#server/db/keyset';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';
import { holds, isNamed } from '../search/matches.ts';
import { coverageNow } from '../sync/coverage.ts';
import { countUnitsQuery, type ListUnitsQuery, type UnitFilters } from './list-query.ts';

const endsSoonDays = 60;

/** One page of the units in scope. Throws Refusal `invalid` for a cursor of another list. */
export async function listUnits(session: Session, query: ListUnitsQuery): Promise<Page<UnitRow>> {
  await requirePermission(session, 'unit.read');
  const order = { sort: query.sort, filters: countUnitsQuery.strip().parse(query) };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const [found, freshness] = await Promise.all([
    db().execute<UnitRow & { key: string }>(selectPage(session, query, place, at)),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map(({ key: _, ...row }) => row), ...freshness };
}

/** How many units the same filters find. */
export async function countUnits(session: Session, filters: UnitFilters): Promise<Count> {
  await requirePermission(session, 'unit.read');
  const found = await db().execute<{ count: number }>(sql`
    select count(*) as count from unit u left join building b on b.id = u.building_id
    where ${unitFilters(session, filters, await now())}`);
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

const byName: SortColumn = { column: sql`u.sort_name`, type: 'text' };
const byBuilding: SortColumn = { column: sql`coalesce(b.sort_name, '')`, type: 'text' };

function selectPage(session: Session, query: ListUnitsQuery, place: Place | null, at: Instant): SQL {
  const { key, after, by } = keyset({ ...orderOf(query.sort), place });
  return readUnits(sql`
    select u.id, ${key} as key, row_number() over (order by ${by}) as position
    from unit u left join building b on b.id = u.building_id
    where ${unitFilters(session, query, at)} and ${after}
    order by ${by} limit ${query.limit + 1}`);
}

const orderOf = (sort: ListUnitsQuery['sort']) => ({
  columns: sort.endsWith('building') ? [byBuilding, byName] : [byName],
  id: sql`u.id`,
  isDescending: sort.startsWith('-'),
});

/** Query for the ids of all units that filters find, in the order of the page. */
export function unitIds(session: Session, query: Omit<ListUnitsQuery, 'cursor' | 'limit'>, at: Instant): SQL {
  const { by } = keyset({ ...orderOf(query.sort), place: null });
  return sql`
    select u.id from unit u left join building b on b.id = u.building_id
    where ${unitFilters(session, query, at)} order by ${by}`;
}

/** What a list shows of the units of `page` (id, key, position). */
export const readUnits = (page: SQL): SQL => sql`
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
    from tenancy t left join person p on p.id = t.person_id where t.unit_id = u.id and t.ended_at is null
  ) living
  order by page.position`;

/** Condition on `unit u` and its `building b`. The name of somebody living there finds their unit as well. */
function unitFilters(session: Session, { q, state, ...area }: UnitFilters, at: Instant): SQL {
  const conditions = [
    sql`u.archived_at is null`,
    inScope(session, sql`u.building_id`),
    liesIn(area, sql`u.building_id`),
    state && stateFilters[state](at),
    q.trim() &&
      sql`(${isNamed(sql`u.sort_name`, q)} or exists (
        select 1 from tenancy t left join person p on p.id = t.person_id
        where t.unit_id = u.id and t.ended_at is null
          and ${holds(sql`coalesce(p.search_text, find_text(t.person_name, ''))`, q)}))`,
  ];
  return sql.join(
    conditions.filter((condition) => condition !== ''),
    sql` and `,
  );
}

const living = sql`select 1 from tenancy t where t.unit_id = u.id and t.ended_at is null`;
/** Today by the building's calendar. */
const today = (at: Instant): SQL => sql`(${at}::timestamptz at time zone coalesce(b.time_zone, 'UTC'))::date`;

const stateFilters: Record<Exclude<UnitFilters['state'], ''>, (at: Instant) => SQL> = {
  lived_in: () => sql`exists (${living})`,
  vacant: () => sql`not exists (${living})`,
  ending: (at) =>
    sql`exists (${living} and t.lease_end >= ${today(at)} and t.lease_end < ${today(at)} + ${endsSoonDays}::int)`,
  over: (at) => sql`exists (${living} and t.lease_end < ${today(at)})`,
};
