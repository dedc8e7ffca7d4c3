import { type SQL, sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import { doorInScope, isByDoor } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { buildingsAsked, liesIn } from '../buildings/area.ts';
import { matches } from '../search/matches.ts';
import { type AccessOrder, firstRows, firstRowsOf, merged, namesHere } from './access-orders.ts';

export type AccessSearch = Area & {
  /** Looked for in person and door. */
  q: string;
  /** What else must hold, as a condition on `access a`; null = nothing. */
  where: SQL | null;
};

/**
 * Up to here hits are collected and ordered; beyond, they are so frequent that walking along the order soon meets enough
 * of them. Either way a page touches a few thousand blocks at most, however many accesses there are. In some buildings
 * a filter has its hits looked up in the rows, a search in indexes alone.
 */
const few = { everywhere: 7000, filteredHere: 1000, searchedHere: 10_000 };

/** Condition on `access a`: in scope, in the area asked for, found by the search, and `where`. */
export function accessesFound(session: Session, asked: AccessSearch): SQL {
  const { search, buildingIds } = placesOf(session, asked);
  return sql`${inBuildings(buildingIds)} and ${isHit(search.q, buildingIds)} and ${search.where ?? sql`true`}`;
}

/** `id` and `key` of one page of accesses, in the direction of `order.place`. */
export function findAccesses(session: Session, asked: AccessSearch, order: AccessOrder): SQL {
  const { search, buildingIds } = placesOf(session, asked);
  if (search.q.trim()) return searched(search, buildingIds, order);
  if (search.where === null) return merged(walk(buildingIds, sql`true`, order), order);
  const hits = sql`select a.* from access a where ${inBuildings(buildingIds)} and ${search.where}`;
  const { collected, rows } = fewOrMany(
    sql`hit`,
    hits,
    walk(buildingIds, search.where, order),
    order,
    buildingIds === 'all' ? few.everywhere : few.filteredHere,
    buildingIds,
  );
  return sql`with ${names(buildingIds)} ${collected} ${merged(rows, order)}`;
}

/** Where to look. Whoever holds single doors has no building to look in: their doors are a condition on everything. */
function placesOf(session: Session, search: AccessSearch): { search: AccessSearch; buildingIds: 'all' | SQL } {
  if (!isByDoor(session)) return { search, buildingIds: buildingsAsked(session, search) };
  const isTheirs = doorInScope(session, sql`a.building_id`, sql`a.door_id`);
  const where = sql`${search.where ?? sql`true`} and ${isTheirs} and ${liesIn(search, sql`a.building_id`)}`;
  return { search: { ...search, where }, buildingIds: 'all' };
}

/** Along the index of the order: building by building where there are any to look in, else everywhere. */
const walk = (buildingIds: 'all' | SQL, where: SQL, order: AccessOrder): SQL =>
  buildingIds === 'all'
    ? sql`
      (${firstRows('everywhere', sql`access a`, sql`a.building_id is not null and ${where}`, order)})
      union all
      (${firstRows('nowhere', sql`access a`, sql`a.building_id is null and ${where}`, order)})`
    : sql`
      select of_one.* from unnest(${buildingIds}) as wanted(building_id)
      cross join lateral (
        ${firstRows('building', sql`access a`, sql`a.building_id = wanted.building_id and ${where}`, order)}
      ) of_one`;

/**
 * `hits` (a query for whole accesses) collected and ordered if they are few, else what walking finds. Which of the two
 * runs is decided by the hits themselves: the planner's guess about conditions that depend on each other is worth little.
 */
function fewOrMany(
  name: SQL,
  hits: SQL,
  walked: SQL,
  order: AccessOrder,
  atMost: number,
  buildingIds: 'all' | SQL,
): { collected: SQL; rows: SQL } {
  const areMany = sql`(select yes from ${name}_many)`;
  return {
    collected: sql`
      ${name} as materialized (
        select all_hits.id, all_hits.person_id, all_hits.door_id, all_hits.building_id, all_hits.ends_at
        from (${hits}) all_hits limit ${atMost + 1}),
      ${name}_many as materialized (select count(*) > ${atMost} as yes from ${name})`,
    rows: sql`
      (${firstRows(buildingIds === 'all' ? 'hits' : 'hitsHere', sql`${name} a`, sql`not ${areMany}`, order)})
      union all
      (select walked.* from (${walked}) walked where ${areMany})`,
  };
}

/** People and doors that match are found first; then their accesses, along their own names where that is the order. */
function searched(search: AccessSearch, buildingIds: 'all' | SQL, order: AccessOrder): SQL {
  const where = sql`${inBuildings(buildingIds)} and ${search.where ?? sql`true`}`;
  const reads = [
    { sort: 'person', found: sql`person_hit`, key: sql`a.person_id`, name: sql`of_people` },
    { sort: 'door', found: sql`door_hit`, key: sql`a.door_id`, name: sql`of_doors` },
  ].map(({ sort, found, key, name }) => {
    if (order.sort === sort) return { collected: null, rows: sql`(${firstRowsOf(found, key, where, order)})` };
    const hits = sql`select a.* from ${found} f join access a on ${key} = f.id where ${where}`;
    // Put so that it stays a filter: as a join, PostgreSQL would start from the hits and order all their accesses.
    const isOfHit = sql`(${key} in (select id from ${found})) is true`;
    const walked = walk(buildingIds, sql`${search.where ?? sql`true`} and ${isOfHit}`, order);
    return fewOrMany(name, hits, walked, order, buildingIds === 'all' ? few.everywhere : few.searchedHere, buildingIds);
  });
  const collected = reads.flatMap((read) => (read.collected ? [sql`, ${read.collected}`] : []));
  const rows = sql.join(
    reads.map((read) => sql`(${read.rows})`),
    sql` union `,
  );
  return sql`
    with ${names(buildingIds)} person_hit as materialized (
      select id, sort_name from person where (${matches(search.q)}) and ${personIn(buildingIds)}),
    door_hit as materialized (
      select id, sort_name from door where (${matches(search.q)}) and ${doorIn(buildingIds)})
    ${sql.join(collected)} ${merged(rows, order)}`;
}

const names = (buildingIds: 'all' | SQL): SQL => (buildingIds === 'all' ? sql`` : sql`${namesHere(buildingIds)},`);

const inBuildings = (buildingIds: 'all' | SQL): SQL =>
  buildingIds === 'all' ? sql`true` : sql`a.building_id = any(${buildingIds})`;

const doorIn = (buildingIds: 'all' | SQL): SQL =>
  buildingIds === 'all' ? sql`true` : sql`door.building_id = any(${buildingIds})`;

const personIn = (buildingIds: 'all' | SQL): SQL =>
  buildingIds === 'all'
    ? sql`true`
    : sql`exists (select 1 from person_building pb where pb.person_id = person.id and pb.building_id = any(${buildingIds}))`;

function isHit(q: string, buildingIds: 'all' | SQL): SQL {
  if (!q.trim()) return sql`true`;
  const people = sql`(select id from person where (${matches(q)}) and ${personIn(buildingIds)})`;
  const doors = sql`(select id from door where (${matches(q)}) and ${doorIn(buildingIds)})`;
  return sql`(a.person_id in ${people} or a.door_id in ${doors})`;
}
