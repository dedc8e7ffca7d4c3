import { type SQL, sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import type { Instant } from '#lib/time/instant';
import { doorInScope, isByDoor, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { accessFilters } from '../accesses/access-filters.ts';
import { buildingsAsked } from '../buildings/area.ts';
import { matches } from '../search/matches.ts';
import type { ListPeopleQuery, PeopleFilters } from './list-query.ts';

type Order = { place: Place | null; isDescending: boolean; limit: number };

/** What every way of finding gives beside `id` and `key`, because it lies at hand there. */
const shown = sql`first_name, last_name, email, phone`;

/** Up to here the accesses that a filter finds are collected; beyond, walking along the names soon meets enough of them. */
const few = 7000;

/**
 * One page of people in name order, `limit + 1` of them, read in the direction of `place`: `id`, `key` and names. Each
 * way to the answer goes along an index: everybody, some buildings, or a search (whose matches are collected before
 * they are ordered, because PostgreSQL otherwise walks the name index past the search). `at` is the domain's now.
 */
export function findPeople(session: Session, query: ListPeopleQuery, place: Place | null, at: Instant): SQL {
  const order: Order = { place, isDescending: query.sort === '-name', limit: query.limit + 1 };
  const buildingIds = buildingsAsked(session, query);
  const held = heldThere(session, query, at);
  // Whoever holds single doors has few people to look through, and no building to walk along.
  if (query.q.trim() || isByDoor(session)) return searchPeople(session, query, held, order);
  if (held === null) return walk(buildingIds, null, order);
  const { after, by } = byName(order, sql`sort_name`, sql`id`);
  return sql`
    with held as materialized (select a.person_id from access a where ${held} limit ${few + 1}),
    many as materialized (select count(*) > ${few} as yes from held)
    select * from (
      (select id, sort_name as key, sort_name, ${shown} from person
        where id in (select person_id from held) and gone_at is null and ${after} and not (select yes from many)
        order by ${by} limit ${order.limit})
      union all
      (select * from (${walk(buildingIds, held, order)}) walked where (select yes from many))
    ) found order by ${by}`;
}

/** Condition on `access a`: in these buildings, and what the filters ask of an access; null = they ask nothing. */
function heldThere(session: Session, filters: PeopleFilters, at: Instant): SQL | null {
  const asked = accessFilters(filters, at);
  if (isByDoor(session)) return asked && sql`${doorInScope(session, sql`a.building_id`, sql`a.door_id`)} and ${asked}`;
  const buildingIds = buildingsAsked(session, filters);
  return asked && (buildingIds === 'all' ? asked : sql`a.building_id = any(${buildingIds}) and ${asked}`);
}

/** Along the names, everybody's or those of each building. */
const walk = (buildingIds: 'all' | SQL, held: SQL | null, order: Order): SQL =>
  buildingIds === 'all' ? everybody(held, order) : peopleOfBuildings(buildingIds, held, order);

function everybody(held: SQL | null, order: Order): SQL {
  const { after, by } = byName(order, sql`sort_name`, sql`id`);
  return sql`
    select id, sort_name as key, sort_name, ${shown} from person
    where gone_at is null and ${holds(sql`person.id`, held)} and ${after} order by ${by} limit ${order.limit}`;
}

function peopleOfBuildings(buildingIds: SQL, held: SQL | null, order: Order): SQL {
  const inOne = byName(order, sql`pb.sort_name`, sql`pb.person_id`);
  return sql`
    select distinct id, sort_name as key, sort_name, ${shown} from unnest(${buildingIds}) as wanted(building_id)
    cross join lateral (
      select p.id, pb.sort_name, ${shown} from person_building pb
      join person p on p.id = pb.person_id and p.gone_at is null
      where pb.building_id = wanted.building_id and ${holds(sql`pb.person_id`, held)} and ${inOne.after}
      order by ${inOne.by} limit ${order.limit}
    ) of_one
    order by ${byName(order, sql`sort_name`, sql`id`).by} limit ${order.limit}`;
}

function searchPeople(session: Session, query: ListPeopleQuery, held: SQL | null, order: Order): SQL {
  const { after, by } = byName(order, sql`sort_name`, sql`id`);
  return sql`
    with hit as materialized (
      select id, sort_name, ${shown} from person
      where gone_at is null and (${matches(query.q)}) and ${inBuildings(session, query)}
    )
    select id, sort_name as key, sort_name, ${shown} from hit
    where ${holds(sql`hit.id`, held)} and ${after} order by ${by} limit ${order.limit}`;
}

const byName = ({ place, isDescending }: Order, name: SQL, id: SQL) =>
  keyset({ columns: [{ column: name, type: 'text' }], id, isDescending, place });

/** `offset 0` keeps it a filter: as a join, PostgreSQL would start from the accesses and order all their people. */
const holds = (personId: SQL, held: SQL | null): SQL =>
  held ? sql`exists (select 1 from access a where a.person_id = ${personId} and ${held} offset 0)` : sql`true`;

/** Condition on `person`: in the list as it is filtered, wherever they stand in it. */
export function peopleFound(session: Session, filters: PeopleFilters, at: Instant): SQL {
  const held = heldThere(session, filters, at);
  return sql`person.gone_at is null and (${matches(filters.q)}) and ${inBuildings(session, filters)}
    and ${held ? sql`person.id in (select a.person_id from access a where ${held})` : sql`true`}`;
}

/** Condition on `person`: has or had something in the area and in scope. */
function inBuildings(session: Session, area: Area): SQL {
  if (isByDoor(session) && !area.building && !area.portfolio) return personInScope(session, sql`person.id`);
  const buildingIds = buildingsAsked(session, area);
  return buildingIds === 'all'
    ? sql`true`
    : sql`exists (select 1 from person_building pb where pb.person_id = person.id
        and pb.building_id = any(${buildingIds}))`;
}
