import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
import { isUpwards, keyset, type SortColumn } from '#server/db/keyset';
import { doorFilters } from './door-filters.ts';
import type { ListDoorsQuery } from './list-query.ts';

const byName: SortColumn = { column: sql`d.sort_name`, type: 'text' };
/** `unknown`: what the first column holds of a battery that nobody knows. Those come last, downwards as well. */
type DoorSort = { columns: SortColumn[]; unknown?: { column: SQL; value: string } };

const percent = sql`coalesce(d.battery_percent, 101)`;
const readAt = sql`coalesce(d.battery_at, 'infinity')`;
const name: DoorSort = { columns: [byName] };
const building: DoorSort = { columns: [{ column: sql`b.sort_name`, type: 'text' }, byName] };
const battery: DoorSort = {
  columns: [{ column: percent, type: 'int' }, byName],
  unknown: { column: percent, value: '101' },
};
const read: DoorSort = {
  columns: [{ column: readAt, type: 'timestamptz' }, byName],
  unknown: { column: readAt, value: 'infinity' },
};

const sorts: Record<ListDoorsQuery['sort'], DoorSort> = {
  name,
  '-name': name,
  building,
  '-building': building,
  battery,
  '-battery': battery,
  read,
  '-read': read,
};

type Order = { isDescending: boolean; place: Place | null };

/**
 * `limit + 1` whole doors, each with its `key`. What a search finds is collected before it is ordered: see
 * `findPeople`.
 */
export function findDoorPage(session: Session, query: ListDoorsQuery, place: Place | null, at: Instant): SQL {
  const filters = doorFilters(session, query, at);
  const order: Order = { isDescending: query.sort.startsWith('-'), place };
  const sort = sorts[query.sort];
  const limit = sql`limit ${query.limit + 1}`;
  const isSearch = query.q.trim() !== '';
  if (sort === building && !isSearch) {
    // Building after building: no index of doors knows the name of theirs.
    const rows = keyset({ ...order, columns: building.columns, id: sql`d.id`, lead: 1 });
    const within = keyset({ columns: [byName], id: sql`d.id`, place: null, isDescending: !isUpwards(order) });
    return sql`
      select d.*, ${rows.key} as key from building b cross join lateral (
        select * from door d where d.building_id = b.id and ${filters} and ${rows.after} order by ${within.by} ${limit}
      ) d
      where ${rows.from} order by ${rows.by} ${limit}`;
  }
  const doors = isSearch ? sql`hit` : sql`door`;
  const isMeant = isSearch ? sql`true` : filters;
  const rows = (where: SQL, order: Order): SQL => {
    const { key, after, by } = keyset({ ...order, columns: sort.columns, id: sql`d.id` });
    return sql`
      select d.*, ${key} as key from ${doors} d left join building b on b.id = d.building_id
      where ${isMeant} and ${where} and ${after} order by ${by} ${limit}`;
  };
  const page =
    order.isDescending && sort.unknown
      ? knownFirst(rows, { ...sort.unknown, columns: sort.columns }, order, query.limit)
      : rows(sql`true`, order);
  return isSearch ? sql`with hit as materialized (select * from door d where ${filters}) ${page}` : page;
}

/**
 * Downwards along an index that has what nobody knows at its end: its two stretches one after the other, the second
 * where the first is not a page. `rows` gives those of one stretch.
 */
function knownFirst(
  rows: (stretch: SQL, order: Order) => SQL,
  { columns, column, value }: { columns: SortColumn[]; column: SQL; value: string },
  order: Order,
  limit: number,
): SQL {
  const isUp = isUpwards(order);
  const isInUnknown = order.place?.key.startsWith(`${value}\n`) === true;
  const known = sql`${column} < ${value}`;
  const unknown = sql`${column} = ${value}`;
  const nearer = rows(isInUnknown ? unknown : known, order);
  if (isUp !== isInUnknown) return nearer;
  const beyond = rows(isInUnknown ? known : unknown, { place: null, isDescending: !isUp });
  const { by } = keyset({ ...order, columns, id: sql`d.id` });
  return sql`
    select d.* from (
      with nearer as materialized (${nearer})
      select 0 as stretch, n.* from nearer n
      union all
      select 1, f.* from (${beyond}) f
      where (select count(*) <= ${limit} from nearer)
    ) d
    order by d.stretch, ${by} limit ${limit + 1}`;
}
