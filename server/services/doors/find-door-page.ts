import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
import { isUpwards, keyset, type SortColumn } from '#server/db/keyset';
import { doorFilters } from './door-filters.ts';
import type { ListDoorsQuery } from './list-query.ts';

const byName: SortColumn = { column: sql`d.sort_name`, type: 'text' };
const byBuilding: SortColumn[] = [{ column: sql`b.sort_name`, type: 'text' }, byName];
type DoorSort = 'name' | 'building' | 'battery' | 'read';
const sortColumns: Record<DoorSort, SortColumn[]> = {
  name: [byName],
  building: byBuilding,
  // Where no battery is known: behind all others.
  battery: [{ column: sql`coalesce(d.battery_percent, 101)`, type: 'int' }, byName],
  // When the battery was read; never: behind all others.
  read: [{ column: sql`coalesce(d.battery_at, 'infinity')`, type: 'timestamptz' }, byName],
};

const sorts: Record<ListDoorsQuery['sort'], DoorSort> = {
  name: 'name',
  '-name': 'name',
  building: 'building',
  '-building': 'building',
  battery: 'battery',
  '-battery': 'battery',
  read: 'read',
  '-read': 'read',
};

/**
 * `limit + 1` whole doors, each with its `key`. What a search finds is collected before it is ordered: see
 * `findPeople`.
 */
export function findDoorPage(session: Session, query: ListDoorsQuery, place: Place | null, at: Instant): SQL {
  const filters = doorFilters(session, query, at);
  const order = { id: sql`d.id`, isDescending: query.sort.startsWith('-'), place };
  const columns = sortColumns[sorts[query.sort]];
  const limit = sql`limit ${query.limit + 1}`;
  if (columns === byBuilding && !query.q.trim()) {
    // Building after building: no index of doors knows the name of theirs.
    const rows = keyset({ ...order, columns, lead: 1 });
    const within = keyset({ ...order, columns: [byName], place: null, isDescending: !isUpwards(order) });
    return sql`
      select d.*, ${rows.key} as key from building b cross join lateral (
        select * from door d where d.building_id = b.id and ${filters} and ${rows.after} order by ${within.by} ${limit}
      ) d
      where ${rows.from} order by ${rows.by} ${limit}`;
  }
  const { key, after, by } = keyset({ ...order, columns });
  const doors = query.q.trim()
    ? sql`with d as materialized (select * from door d where ${filters})
        select d.*, ${key} as key from d left join building b on b.id = d.building_id where ${after}`
    : sql`select d.*, ${key} as key from door d left join building b on b.id = d.building_id where ${filters} and ${after}`;
  return sql`${doors} order by ${by} ${limit}`;
}
