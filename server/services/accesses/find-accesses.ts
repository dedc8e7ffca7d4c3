import { type SQL, sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import { doorInScope, isByDoor } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { sortCopy } from '#server/mirror/spread-names';
import { buildingsAsked, liesIn } from '../buildings/area.ts';
import { inSteps } from '../search/in-steps.ts';
import { matches } from '../search/matches.ts';
import {
  type AccessOrder,
  firstRows,
  firstRowsByBuilding,
  firstRowsOf,
  isOf,
  merged,
  nextRows,
  orderedBy,
  wholeRows,
} from './access-orders.ts';

export type AccessSearch = Area & {
  /** Looked for in person and door. */
  q: string;
  /** What else must hold, as a condition on `access a`; null = nothing. */
  where: SQL | null;
  /** Whether `where` is one comparison, whose share of all accesses PostgreSQL knows. */
  isSingle?: boolean;
  /** Whether `where` holds for so few that a page of them is only found by looking further. */
  isRare?: boolean;
};

/** How far the steps of `inSteps` go: accesses looked at, or hits of a search; hits that are collected. */
const near = { filtered: 5000, rare: 10_000, searched: 20_000, hits: 600 };
/** So many people or doors are found that some of their accesses stand near by, wherever that is. */
const frequent = 500;
const few = { filtered: 20_000, searched: 7000 };

/** Condition on `access a`: in scope, in the area asked for, found by the search, and `where`. */
export function accessesFound(session: Session, asked: AccessSearch): SQL {
  const { search, buildingIds } = placesOf(session, asked);
  return sql`${inBuildings(buildingIds)} and ${search.where ?? sql`true`} and ${
    search.q.trim()
      ? sql`(a.person_id in (select id from person where ${matches(search.q)})
          or a.door_id in (select id from door where ${matches(search.q)}))`
      : sql`true`
  }`;
}

/** `id` and `key` of one page of accesses, in the direction of `order.place`. */
export function findAccesses(session: Session, asked: AccessSearch, order: AccessOrder): SQL {
  const { search, buildingIds } = placesOf(session, asked);
  const where = search.where ?? sql`true`;
  if (buildingIds !== 'all') return foundHere(buildingIds, search, order);
  if (search.q.trim()) return searched(search, order);
  if (search.where === null) return merged(walk(where, order), order);
  const { steps, rows } = inSteps(sql`hit`, {
    near: nearRows(search.isRare ? near.rare : near.filtered, where, order),
    enough: order.limit + 1,
    hits: sql`select ${orderedBy(order)} from access a where ${where}`,
    few: few.filtered,
    collected: (hit) => firstRows(sql`${hit} a`, sql`true`, order),
    walked: walk(where, order),
  });
  return sql`with ${steps} ${merged(rows, order)}`;
}

/** The accesses of one page, whole, each with its `key`, in the direction of `order.place`. */
export function findWholeAccesses(session: Session, asked: AccessSearch, order: AccessOrder): SQL {
  const { search, buildingIds } = placesOf(session, asked);
  const isPlain = search.q.trim() === '' && (search.where === null || search.isSingle);
  if (isPlain && buildingIds === 'all' && order.sort !== 'building') return wholeRows(search.where ?? sql`true`, order);
  return sql`
    select a.*, found.key from (select row_number() over () as position, f.* from (${findAccesses(session, asked, order)}) f) found
    join access a on a.id = found.id order by found.position`;
}

/** Where to look. Whoever holds single doors has no building to look in: their doors are a condition on everything. */
function placesOf(session: Session, search: AccessSearch): { search: AccessSearch; buildingIds: 'all' | SQL } {
  if (!isByDoor(session)) return { search, buildingIds: buildingsAsked(session, search) };
  const isTheirs = doorInScope(session, sql`a.building_id`, sql`a.door_id`);
  const where = sql`${search.where ?? sql`true`} and ${isTheirs} and ${liesIn(search, sql`a.building_id`)}`;
  return { search: { ...search, where, isSingle: false }, buildingIds: 'all' };
}

/** In some buildings: along the names of each, or all they hold, which is a short stretch of one index for each. */
function foundHere(buildingIds: SQL, { q, where }: AccessSearch, order: AccessOrder): SQL {
  const lies = inBuildings(buildingIds);
  if (q.trim()) return searchedHere(q, sql`${lies} and ${where ?? sql`true`}`, buildingIds, order);
  if (order.sort === 'person') {
    const ofOne = firstRows(sql`access a`, sql`a.building_id = wanted.building_id and ${where ?? sql`true`}`, order);
    const rows = sql`
      select of_one.* from unnest(${buildingIds}) as wanted(building_id) cross join lateral (${ofOne}) of_one`;
    return merged(rows, order);
  }
  return sql`
    with here as materialized (select ${orderedBy(order)} from access a where ${lies} and ${where ?? sql`true`})
    ${merged(firstRows(sql`here a`, sql`true`, order), order)}`;
}

/**
 * Hits of these buildings are followed to their accesses one by one; where they are more, all accesses are looked at.
 */
function searchedHere(q: string, where: SQL, buildingIds: SQL, order: AccessOrder): SQL {
  const hits = searchHits(q, {
    person: sql`id in (select person_id from person_building where building_id = any(${buildingIds}))`,
    door: sql`building_id = any(${buildingIds})`,
  });
  const of = (kind: 'person' | 'door') => {
    const found = sql.raw(`${kind}_hit`);
    const areMany = sql`(select count(*) > ${frequent} from ${found})`;
    return order.sort === kind
      ? firstRowsOf(found, where, { ...order, sort: kind })
      : firstRows(
          sql`(select ${orderedBy(order)} from ${found} f join access a on ${isOf[kind]}
              where ${where} and not ${areMany}
            union all select ${orderedBy(order)} from access a where ${where} and (${isHit[kind]}) is true and ${areMany}) a`,
          sql`true`,
          order,
        );
  };
  return sql`
    with ${hits} ${merged(sql`(${of('person')}) union (${of('door')})`, order)}`;
}

const walk = (where: SQL, order: AccessOrder): SQL =>
  order.sort === 'building' ? firstRowsByBuilding(where, order) : firstRows(sql`access a`, where, order);

/** By building there is no one index to look along. */
const nearRows = (count: number, where: SQL, order: AccessOrder): SQL | null =>
  order.sort === 'building' ? null : firstRows(sql`(${nextRows(count, order)}) a`, where, order);

/** Everywhere: people and doors that match are found first, then the accesses of each, whichever kind comes first. */
function searched({ q, where }: AccessSearch, order: AccessOrder): SQL {
  const reads = (['person', 'door'] as const).map((kind) => {
    const name = sql.raw(`of_${kind}`);
    const found = sql.raw(`${kind}_hit`);
    if (order.sort === kind) return alongHits(name, found, where, { ...order, sort: kind });
    // Put so that it stays a filter: as a join, PostgreSQL would start from the hits and order all their accesses.
    const isMeant = sql`${where ?? sql`true`} and (${isHit[kind]}) is true`;
    return inSteps(name, {
      near: nearRows(near.searched, isMeant, order),
      isWorthIt: sql`(select count(*) > ${frequent} from ${found})`,
      enough: order.limit + 1,
      hits: sql`select ${orderedBy(order)} from ${found} f join access a on ${isOf[kind]} where ${where ?? sql`true`}`,
      few: few.searched,
      collected: (hit) => firstRows(sql`${hit} a`, sql`true`, order),
      walked: walk(isMeant, order),
    });
  });
  const steps = reads.flatMap(({ steps }) => (steps ? [sql`, ${steps}`] : []));
  const rows = sql.join(
    reads.map((read) => sql`(${read.rows})`),
    sql` union `,
  );
  return sql`with ${searchHits(q)} ${sql.join(steps)} ${merged(rows, order)}`;
}

/** In the order of the hits themselves: one after the other, unless what is asked of their accesses is rare. */
function alongHits(
  name: SQL,
  found: SQL,
  where: SQL | null,
  order: AccessOrder & { sort: 'person' | 'door' },
): { steps: SQL | null; rows: SQL } {
  if (where === null) return { steps: null, rows: firstRowsOf(found, sql`true`, order) };
  return inSteps(name, {
    near: firstRowsOf(found, where, order, near.hits),
    enough: order.limit + 1,
    hits: sql`select ${orderedBy(order)} from access a where ${where}`,
    few: few.filtered,
    collected: (hit) => firstRows(sql`${hit} a`, isHit[order.sort], order),
    walked: firstRowsOf(found, where, order),
  });
}

/** The people and doors that are found, as CTEs; `among` narrows each kind. */
const searchHits = (q: string, among = { person: sql`true`, door: sql`true` }): SQL => sql`
  person_hit as materialized (
    select id, ${sortCopy(sql`sort_name`)} as sort_name from person where (${matches(q)}) and ${among.person}),
  door_hit as materialized (
    select id, ${sortCopy(sql`sort_name`)} as sort_name from door where (${matches(q)}) and ${among.door})`;

const isHit = {
  person: sql`a.person_id in (select id from person_hit)`,
  door: sql`a.door_id in (select id from door_hit)`,
};

const inBuildings = (buildingIds: 'all' | SQL): SQL =>
  buildingIds === 'all' ? sql`true` : sql`a.building_id = any(${buildingIds})`;
