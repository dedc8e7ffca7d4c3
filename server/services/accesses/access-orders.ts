import { type SQL, sql } from 'drizzle-orm';
import type { Place } from '#server/db/cursor';
import { keyset, type SortColumn } from '#server/db/keyset';

export type AccessSort = 'person' | 'door' | 'end' | 'building';

export type AccessOrder = { sort: AccessSort; isDescending: boolean; place: Place | null; limit: number };

type Ordering = { joins: SQL; columns: SortColumn[]; lead: number };

const text = (column: SQL): SortColumn => ({ column, type: 'text' });
const uuid = (column: SQL): SortColumn => ({ column, type: 'uuid' });
const byEnd: SortColumn[] = [{ column: sql`coalesce(a.ends_at, 'infinity')`, type: 'timestamptz' }];
const byDoor = [text(sql`d.sort_name`), uuid(sql`d.id`)];
const byPerson = [text(sql`n.sort_name`), uuid(sql`n.id`)];
const byPersonHere = [text(sql`n.sort_name`), uuid(sql`n.person_id`)];

const person = sql`join person n on n.id = a.person_id`;
const personHere = sql`join person_building n on n.building_id = a.building_id and n.person_id = a.person_id`;
const nameHere = sql`join person_here n on n.building_id = a.building_id and n.person_id = a.person_id`;
const door = sql`join door d on d.id = a.door_id`;
const building = sql`join building b on b.id = a.building_id`;

type Way = 'everywhere' | 'building' | 'nowhere' | 'hits' | 'hitsHere';

/**
 * How to put accesses in order: along the index of a name everywhere or in one building; where OpenKit never listed the
 * door (`nowhere`), which then has neither name nor building; or hits that were collected, whatever they are. Names of
 * hits in some buildings come from `namesHere`.
 */
const orderings: Record<Way, Record<AccessSort, Ordering>> = {
  everywhere: {
    person: { joins: person, columns: byPerson, lead: 2 },
    door: { joins: door, columns: byDoor, lead: 2 },
    end: { joins: sql``, columns: byEnd, lead: 1 },
    building: { joins: sql`${building} ${person}`, columns: [text(sql`b.sort_name`), ...byPerson], lead: 1 },
  },
  building: {
    person: { joins: personHere, columns: byPersonHere, lead: 2 },
    door: { joins: sql`${door} and d.building_id = a.building_id`, columns: byDoor, lead: 2 },
    end: { joins: sql``, columns: byEnd, lead: 1 },
    building: { joins: sql`${building} ${personHere}`, columns: [text(sql`b.sort_name`), ...byPersonHere], lead: 1 },
  },
  nowhere: {
    person: { joins: person, columns: byPerson, lead: 0 },
    door: { joins: sql``, columns: [text(sql`''::text collate "C"`), uuid(sql`a.door_id`)], lead: 0 },
    end: { joins: sql``, columns: byEnd, lead: 0 },
    building: { joins: person, columns: [text(sql`''::text collate "C"`), ...byPerson], lead: 0 },
  },
  hits: {
    person: { joins: person, columns: byPerson, lead: 0 },
    door: {
      joins: sql`left ${door}`,
      columns: [text(sql`coalesce(d.sort_name, '')`), uuid(sql`a.door_id`)],
      lead: 0,
    },
    end: { joins: sql``, columns: byEnd, lead: 0 },
    building: {
      joins: sql`left ${building} ${person}`,
      columns: [text(sql`coalesce(b.sort_name, '')`), ...byPerson],
      lead: 0,
    },
  },
  hitsHere: {
    person: { joins: nameHere, columns: byPersonHere, lead: 0 },
    door: { joins: sql`join door_here d on d.id = a.door_id`, columns: byDoor, lead: 0 },
    end: { joins: sql``, columns: byEnd, lead: 0 },
    building: { joins: sql`${building} ${nameHere}`, columns: [text(sql`b.sort_name`), ...byPersonHere], lead: 0 },
  },
};

/** CTEs for `hitsHere`: the names of the people and doors of some buildings, from two short stretches of indexes. */
export const namesHere = (buildingIds: SQL): SQL => sql`
  person_here as materialized (
    select building_id, person_id, sort_name from person_building where building_id = any(${buildingIds})),
  door_here as materialized (select id, sort_name from door where building_id = any(${buildingIds}))`;

/** `id` and sort columns (`k0`, `k1`, …) of the first `limit + 1` accesses of `from` (named `a`) for which `where` holds. */
export function firstRows(way: Way, from: SQL, where: SQL, order: AccessOrder): SQL {
  const { joins, columns, lead } = orderings[way][order.sort];
  const { after, by } = keyset({ ...order, columns, lead, id: sql`a.id` });
  return sql`
    select a.id, ${named(columns)} from ${from} ${joins} where ${where} and ${after}
    order by ${by} limit ${order.limit + 1}`;
}

/** The same along people or doors that a search found (`found`, with `id` and `sort_name`), in their own order. */
export function firstRowsOf(found: SQL, key: SQL, where: SQL, order: AccessOrder): SQL {
  const columns = [text(sql`f.sort_name`), uuid(sql`f.id`)];
  const rows = keyset({ ...order, columns, lead: 2, id: sql`a.id` });
  const direction = directionOf(order);
  return sql`
    select a.id, ${named(columns)} from (select id, sort_name from ${found} order by sort_name ${direction}, id ${direction}) f
    cross join lateral (
      select a.id from access a where ${key} = f.id and ${where} and ${rows.after}
      order by a.id ${direction} limit ${order.limit + 1}
    ) a
    order by ${rows.by} limit ${order.limit + 1}`;
}

/** The rows of several reads in one order, with the `key` of each for its cursor. */
export function merged(rows: SQL, order: AccessOrder): SQL {
  const columns = orderings.everywhere[order.sort].columns.map(({ type }, at) => ({
    type,
    column: sql`found.${sql.raw(`k${at}`)}`,
  }));
  const { key, by } = keyset({ ...order, columns, id: sql`found.id` });
  return sql`select found.id, ${key} as key from (${rows}) found order by ${by} limit ${order.limit + 1}`;
}

const named = (columns: SortColumn[]): SQL =>
  sql.join(
    columns.map(({ column }, at) => sql`${column} as ${sql.raw(`k${at}`)}`),
    sql`, `,
  );

const directionOf = ({ isDescending, place }: AccessOrder): SQL =>
  sql.raw((place?.dir === 'prev') === isDescending ? 'asc' : 'desc');
