import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { TimelineRow } from '#lib/schemas/timeline';
import { requirePermission } from '#server/auth/policy';
import { inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import type { ListTimelineQuery } from './list-query.ts';

type FoundRow = TimelineRow & { key: string };

/** One page of rows with everything each held, holds and will hold, as it was last seen; in scope, by name. */
export async function listTimeline(session: Session, query: ListTimelineQuery): Promise<Page<TimelineRow>> {
  await requirePermission(session, 'access.read');
  const { building, door, person } = query;
  const order = { sort: 'name', filters: { building, door, person } };
  const place = decodeCursor(order, query.cursor);
  const rows = person ? doorsOf(session, query, place) : peopleOf(session, query, place);
  const [found, freshness] = await Promise.all([db().execute<FoundRow>(rows), coverageNow(db())]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map(({ key: _, ...row }) => row), ...freshness };
}

/** Along the names of the building; of a door only those who ever held it. */
function peopleOf(session: Session, { building, door, limit }: ListTimelineQuery, place: Place | null): SQL {
  const { key, after, by } = keyset({
    columns: [{ column: sql`pb.sort_name`, type: 'text' }],
    id: sql`pb.person_id`,
    isDescending: false,
    place,
  });
  const inBuilding = door
    ? sql`pb.building_id = (select building_id from door where id = ${door})
        and exists (select 1 from access held where held.door_id = ${door} and held.person_id = pb.person_id)`
    : sql`pb.building_id = ${building || null}`;
  return sql`
    with page as materialized (
      select row_number() over (order by ${by}) as position, pb.person_id, pb.building_id, ${key} as key from person_building pb
      where ${inBuilding} and ${inScope(session, sql`pb.building_id`)} and ${after} order by ${by} limit ${limit + 1}
    )
    select page.person_id as id, p.first_name || ' ' || p.last_name as name, '/people/' || page.person_id as href, page.key,
      coalesce((${bars(sql`coalesce(d.name, 'Unknown door')`)} where a.person_id = page.person_id
        and a.building_id = page.building_id and ${door ? sql`a.door_id = ${door}` : sql`true`}), '[]') as bars
    from page join person p on p.id = page.person_id order by page.position`;
}

function doorsOf(session: Session, { person, limit }: ListTimelineQuery, place: Place | null): SQL {
  const { key, after, by } = keyset({
    columns: [{ column: sql`held.sort_name`, type: 'text' }],
    id: sql`held.id`,
    isDescending: false,
    place,
  });
  return sql`
    select held.id, held.name, '/doors/' || held.id as href, ${key} as key,
      coalesce((${bars(sql`'Access'`)} where a.person_id = ${person} and a.door_id = held.id), '[]') as bars
    from (
      select distinct d.id, d.name || ', ' || coalesce(b.name, 'Unknown building') as name, d.sort_name
      from access a join door d on d.id = a.door_id left join building b on b.id = d.building_id
      where a.person_id = ${person} and ${personInScope(session, sql`a.person_id`)}
        and ${inScope(session, sql`d.building_id`)}
    ) held where ${after} order by ${by} limit ${limit + 1}`;
}

/** An access that was taken away ends there; one that never began before that has no bar. */
const bars = (label: SQL): SQL => sql`
  select json_agg(json_build_object('id', a.id, 'personId', a.person_id, 'label', ${label},
    'start', to_char(a.starts_at at time zone 'UTC', ${isoPattern}),
    'end', to_char(least(a.ends_at, a.gone_at) at time zone 'UTC', ${isoPattern}),
    'isDaily', a.day is not null, 'isTaken', a.gone_at is not null and a.gone_at < coalesce(a.ends_at, 'infinity'))
    order by a.starts_at, a.id)
  from access a left join door d on d.id = a.door_id`;

const isoPattern = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
