import { type SQL, sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
import { keyset, type SortColumn } from '#server/db/keyset';
import { buildingsAsked } from '../buildings/area.ts';
import { matches } from '../people/find-people.ts';

export type AccessSort = 'person' | 'door' | 'end' | 'building';

export type AccessSearch = Area & {
  /** Looked for in person and door. */
  q: string;
  /** What else must hold, as a condition on `access a`. */
  where: SQL;
};

export type AccessOrder = { sort: AccessSort; isDescending: boolean; place: Place | null; limit: number };

/** Condition on `access a`: in scope, in the area asked for, found by the search, and `where`. */
export function accessesFound(session: Session, search: AccessSearch): SQL {
  const buildingIds = buildingsAsked(session, search);
  return sql`${inBuildings(buildingIds)} and ${isHit(search.q, buildingIds)} and ${search.where}`;
}

/**
 * `id` and `key` of one page of accesses, in the direction of `place`. Read along the index of the order: building by
 * building where there are any to look in, else everywhere. What a search finds is collected first (see `findPeople`).
 */
export function findAccesses(session: Session, search: AccessSearch, order: AccessOrder): SQL {
  const buildingIds = buildingsAsked(session, search);
  const isWalk = !search.q.trim();
  const where = isWalk ? search.where : sql`true`;
  const reads =
    isWalk && buildingIds !== 'all'
      ? ofBuildings(buildingIds, where, order)
      : everywhere(isWalk ? sql`access` : sql`hit`, where, order);
  const hits = sql`with hit as materialized (
    select a.id, a.person_id, a.door_id, a.building_id, a.ends_at from access a
    where ${accessesFound(session, search)})`;
  const columns = orderings.everywhere[order.sort].columns.map(({ type }, at) => ({ type, column: merged(at) }));
  const { key, by } = keyset({ ...order, columns, id: sql`found.id` });
  return sql`${isWalk ? sql`` : hits}
    select found.id, ${key} as key from (${reads}) found order by ${by} limit ${order.limit + 1}`;
}

/** Doors that OpenKit never listed have neither name nor building: their accesses are a read of their own. */
const everywhere = (access: SQL, where: SQL, order: AccessOrder): SQL => sql`
  (${firstRows(sql`${access} a`, orderings.everywhere[order.sort], sql`a.building_id is not null and ${where}`, order)})
  union all
  (${firstRows(sql`${access} a`, orderings.nowhere[order.sort], sql`a.building_id is null and ${where}`, order)})`;

const ofBuildings = (buildingIds: SQL, where: SQL, order: AccessOrder): SQL => sql`
  select of_one.* from unnest(${buildingIds}) as wanted(building_id)
  cross join lateral (
    ${firstRows(sql`access a`, orderings.building[order.sort], sql`a.building_id = wanted.building_id and ${where}`, order)}
  ) of_one`;

type Ordering = { joins: SQL; columns: SortColumn[] };

function firstRows(from: SQL, { joins, columns }: Ordering, where: SQL, order: AccessOrder): SQL {
  const { after, by } = keyset({ ...order, columns, id: sql`a.id` });
  const named = columns.map(({ column }, at) => sql`${column} as ${mergedName(at)}`);
  return sql`
    select a.id, ${sql.join(named, sql`, `)} from ${from} ${joins} where ${where} and ${after}
    order by ${by} limit ${order.limit + 1}`;
}

const mergedName = (at: number): SQL => sql.raw(`k${at}`);
const merged = (at: number): SQL => sql`found.${mergedName(at)}`;

const text = (column: SQL): SortColumn => ({ column, type: 'text' });
const byPerson = [text(sql`n.sort_name`), text(sql`a.person_id::text collate "C"`)];
const byDoor = [text(sql`d.sort_name`), text(sql`a.door_id::text collate "C"`)];
const byEnd: SortColumn[] = [{ column: sql`coalesce(a.ends_at, 'infinity')`, type: 'timestamptz' }];
const byBuilding = [text(sql`b.sort_name`), ...byPerson];

const person = sql`join person n on n.id = a.person_id`;
const inBuilding = sql`join person_building n on n.building_id = a.building_id and n.person_id = a.person_id`;
const door = sql`join door d on d.id = a.door_id`;
const building = sql`join building b on b.id = a.building_id`;
const nameless = (alias: SQL): SQL => sql`cross join (select ''::text collate "C" as sort_name) ${alias}`;

const orderings: Record<'everywhere' | 'building' | 'nowhere', Record<AccessSort, Ordering>> = {
  everywhere: {
    person: { joins: person, columns: byPerson },
    door: { joins: door, columns: byDoor },
    end: { joins: sql``, columns: byEnd },
    building: { joins: sql`${building} ${person}`, columns: byBuilding },
  },
  building: {
    person: { joins: inBuilding, columns: byPerson },
    door: { joins: door, columns: byDoor },
    end: { joins: sql``, columns: byEnd },
    building: { joins: sql`${building} ${inBuilding}`, columns: byBuilding },
  },
  nowhere: {
    person: { joins: person, columns: byPerson },
    door: { joins: nameless(sql`d`), columns: byDoor },
    end: { joins: sql``, columns: byEnd },
    building: { joins: sql`${nameless(sql`b`)} ${person}`, columns: byBuilding },
  },
};

const inBuildings = (buildingIds: 'all' | SQL): SQL =>
  buildingIds === 'all' ? sql`true` : sql`a.building_id = any(${buildingIds})`;

/** Everywhere from the hits to their accesses; in some buildings it is cheaper to look at every access there. */
function isHit(q: string, buildingIds: 'all' | SQL): SQL {
  if (!q.trim()) return sql`true`;
  const people = sql`(select id from person where ${matches(q)})`;
  const doors = sql`(select id from door where ${matches(q)})`;
  if (buildingIds !== 'all') return sql`(a.person_id in ${people} or a.door_id in ${doors})`;
  return sql`a.id in (
    select id from access where person_id in ${people} union select id from access where door_id in ${doors})`;
}
