import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { TimelineRow } from '#lib/schemas/timeline';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';
import { coverageNow } from '../sync/coverage.ts';
import type { ListTimelineQuery } from './list-query.ts';
import { barsAsJson, barsAsked, doorsAsked, readBars } from './read-bars.ts';

type FoundRow = TimelineRow & { key: string };

/** One page of rows with everything each held, holds and will hold, by all the ledger saw; in scope, by name. */
export async function listTimeline(session: Session, query: ListTimelineQuery): Promise<Page<TimelineRow>> {
  await requirePermission(session, 'access.read');
  const { portfolio, building, unit, door, person } = query;
  const order = { sort: 'name', filters: { portfolio, building, unit, door, person } };
  const place = decodeCursor(order, query.cursor);
  const rows = person ? doorsOf(session, query, place) : peopleOf(session, query, place);
  const [found, freshness] = await Promise.all([db().execute<FoundRow>(rows), coverageNow(db())]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map(({ key: _, ...row }) => row), ...freshness };
}

/**
 * Along the names of the building; of doors only those who ever held one of them, along the names of all the buildings
 * these lie in: a door may have been listed elsewhere since it took the place of another.
 */
function peopleOf(session: Session, query: ListTimelineQuery, place: Place | null): SQL {
  const { key, after, by } = keyset({
    columns: [{ column: sql`pb.sort_name`, type: 'text' }],
    id: sql`pb.person_id`,
    isDescending: false,
    place,
  });
  const doors = doorsAsked(session, query);
  const asked = sql`${query.building || null}::uuid`;
  const buildings = doors
    ? sql`select distinct building_id as id from door where id = any(${doors})`
    : sql`select ${asked} as id`;
  const isShown = doors
    ? sql`exists (select 1 from access held where held.door_id = any(${doors}) and held.person_id = pb.person_id)`
    : sql`${liesIn(query, sql`pb.building_id`)} and ${inScope(session, sql`pb.building_id`)}`;
  const events = sql`e.person_id = any(array(select person_id from page))
    and ${doors ? sql`e.door_id = any(${doors})` : sql`true`}`;
  return sql`
    with page as materialized (
      select row_number() over (order by ${by}) as position, pb.person_id, ${key} as key
      from (
        select distinct pb.sort_name, pb.person_id from (${buildings}) lies
        -- Each building's first by its index.
        cross join lateral (
          select pb.sort_name, pb.person_id from person_building pb
          where pb.building_id = lies.id and ${isShown} and ${after}
          order by ${by} limit ${query.limit + 1}
        ) pb
      ) pb
      order by ${by} limit ${query.limit + 1}
    ),
    bar as materialized (${readBars(session, events)}),
    line as (
      select bar."personId" as person_id, ${barsAsJson} as bars from bar
      where ${doors ? sql`true` : sql`bar.building_id = ${asked}`} group by bar."personId")
    select page.person_id as id, ${personName(sql`p`)} as name, '/people/' || page.person_id as href,
      page.key, coalesce(line.bars, '[]') as bars
    from page join person p on p.id = page.person_id left join line on line.person_id = page.person_id
    order by page.position`;
}

function doorsOf(session: Session, query: ListTimelineQuery, place: Place | null): SQL {
  const { key, after, by } = keyset({
    columns: [{ column: sql`line.sort_name`, type: 'text' }],
    id: sql`line.door_id`,
    isDescending: false,
    place,
  });
  return sql`
    with bar as materialized (${readBars(session, barsAsked(session, query))}),
    line as (
      select bar."doorId" as door_id, bar."doorName" as name, bar.sort_name, bar.building_id, ${barsAsJson} as bars
      from bar group by bar."doorId", bar."doorName", bar.sort_name, bar.building_id)
    select line.door_id as id, line.name || ', ' || coalesce(b.name, 'Unknown building') as name,
      '/doors/' || line.door_id as href, ${key} as key, line.bars
    from line left join building b on b.id = line.building_id
    where ${after} order by ${by} limit ${query.limit + 1}`;
}
