import { type SQL, sql } from 'drizzle-orm';
import type { Place } from '#server/db/cursor';
import { isUpwards, keyset, type SortColumn } from '#server/db/keyset';
import { sortCopy } from '#server/mirror/spread-names';

export type AccessSort = 'person' | 'door' | 'start' | 'end' | 'building';

export type AccessOrder = { sort: AccessSort; isDescending: boolean; place: Place | null; limit: number };

const text = (column: SQL): SortColumn => ({ column, type: 'text' });
const uuid = (column: SQL): SortColumn => ({ column, type: 'uuid' });
const byPerson = [text(sql`a.person_sort`), uuid(sql`a.person_id`)];

/** As in the indexes `access_by_person`, `access_by_door` and so on; `b` is the building. */
const orderings: Record<AccessSort, SortColumn[]> = {
  person: byPerson,
  door: [text(sql`a.door_sort`), uuid(sql`a.door_id`)],
  start: [{ column: sql`a.starts_at`, type: 'timestamptz' }],
  end: [{ column: sql`a.open_until`, type: 'timestamptz' }],
  building: [text(sql`coalesce(b.sort_name, '')`), ...byPerson],
};

const collected: Record<AccessSort, SQL> = {
  person: sql`a.person_sort`,
  door: sql`a.door_sort`,
  start: sql`a.starts_at`,
  end: sql`a.open_until`,
  building: sql`a.building_id, a.person_sort`,
};

/** What of an access is collected to put it in order: columns of `access a` that indexes hold. */
export const orderedBy = ({ sort }: AccessOrder): SQL => sql`a.id, a.person_id, a.door_id, ${collected[sort]}`;

/**
 * The first `limit + 1` accesses for which `where` holds, whole, each with its `key`; not for the order by building.
 */
export function wholeRows(where: SQL, order: AccessOrder): SQL {
  const { key, after, by } = piecesOf(order);
  return sql`
    select a.*, ${key} as key from access a where ${where} and ${after} order by ${by} limit ${order.limit + 1}`;
}

/**
 * `id` and sort columns (`k0`, `k1`, …) of the first `limit + 1` accesses of `from` (named `a`) for which `where`
 * holds.
 */
export function firstRows(from: SQL, where: SQL, order: AccessOrder): SQL {
  const { after, by } = piecesOf(order);
  const building = order.sort === 'building' ? sql`left join building b on b.id = a.building_id` : sql``;
  return sql`
    select a.id, ${named(orderings[order.sort])} from ${from} ${building} where ${where} and ${after}
    order by ${by} limit ${order.limit + 1}`;
}

/** The next `count` accesses in this order, whole and whatever they are; not for the order by building. */
export function nextRows(count: number, order: AccessOrder): SQL {
  const { after, by } = piecesOf(order);
  return sql`select a.* from access a where ${after} order by ${by} limit ${count}`;
}

/** Building after building, each along the names of its people; what lies in none that is known has none to sort by. */
export function firstRowsByBuilding(where: SQL, order: AccessOrder): SQL {
  const rows = keyset({ ...order, columns: [text(sql`b.sort_name`), ...byPerson], id: sql`a.id`, lead: 1 });
  const withinOne = keyset({ columns: byPerson, id: sql`a.id`, isDescending: !isUpwards(order), place: null });
  const nowhere = [text(sql`''::text collate "C"`), ...byPerson];
  const beside = keyset({ ...order, columns: nowhere, id: sql`a.id` });
  return sql`
    (select a.id, ${named([text(sql`b.sort_name`), ...byPerson])} from building b cross join lateral (
        select ${orderedBy(order)} from access a where a.building_id = b.id and ${where} and ${rows.after}
        order by ${withinOne.by} limit ${order.limit + 1}
      ) a
      where ${rows.from} order by ${rows.by} limit ${order.limit + 1})
    union all
    (select a.id, ${named(nowhere)} from access a where a.building_id is null and ${where} and ${beside.after}
      order by ${beside.by} limit ${order.limit + 1})`;
}

/**
 * The same along people or doors that a search found (`found`, with `id` and `sort_name`), in their own order: of the
 * first `count` of them, or of all.
 */
export function firstRowsOf(
  found: SQL,
  where: SQL,
  order: AccessOrder & { sort: 'person' | 'door' },
  count?: number,
): SQL {
  const columns = [text(sql`f.sort_name`), uuid(sql`f.id`)];
  const rows = keyset({ ...order, columns, lead: 2, id: sql`a.id` });
  const direction = sql.raw(isUpwards(order) ? 'asc' : 'desc');
  return sql`
    select a.id, ${named(columns)} from (
      select id, sort_name from ${found} f where ${rows.from} order by sort_name ${direction}, id ${direction}
      ${count ? sql`limit ${count}` : sql``}
    ) f
    cross join lateral (
      select a.id from access a where ${isOf[order.sort]} and ${where} and ${rows.after}
      order by a.id ${direction} limit ${order.limit + 1}
    ) a
    order by ${rows.by} limit ${order.limit + 1}`;
}

/** Condition: this access is that of `f`, a person or door with its `sort_name`; so an index of an order is entered. */
export const isOf = {
  person: sql`a.person_sort = ${sortCopy(sql`f.sort_name`)} and a.person_id = f.id`,
  door: sql`a.door_sort = ${sortCopy(sql`f.sort_name`)} and a.door_id = f.id`,
};

/** The rows of several reads in one order, with the `key` of each for its cursor. */
export function merged(rows: SQL, order: AccessOrder): SQL {
  const columns = orderings[order.sort].map(({ type }, at) => ({ type, column: sql`found.${sql.raw(`k${at}`)}` }));
  const { key, by } = keyset({ ...order, columns, id: sql`found.id` });
  return sql`select found.id, ${key} as key from (${rows}) found order by ${by} limit ${order.limit + 1}`;
}

const piecesOf = (order: AccessOrder) =>
  keyset({
    ...order,
    columns: orderings[order.sort],
    lead: order.sort === 'building' ? 0 : orderings[order.sort].length,
    id: sql`a.id`,
  });

const named = (columns: SortColumn[]): SQL =>
  sql.join(
    columns.map(({ column }, at) => sql`${column} as ${sql.raw(`k${at}`)}`),
    sql`, `,
  );
