import { type SQL, sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import type { Instant } from '#lib/time/instant';
import { doorInScope, isByDoor, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { accessFilters, isRare } from '../accesses/access-filters.ts';
import { isOf } from '../accesses/access-orders.ts';
import { buildingsAsked, buildingsOfAccesses } from '../buildings/area.ts';
import { inSteps } from '../search/in-steps.ts';
import { matches } from '../search/matches.ts';
import type { ListPeopleQuery, PeopleFilters } from './list-query.ts';

type Order = { place: Place | null; isDescending: boolean; limit: number };

/** What every way of finding gives beside `id` and `key`, because it lies at hand there. */
const shown = sql`first_name, last_name, email, phone`;

/** How far the steps of `inSteps` go: accesses looked at, or hits of a search; accesses that are collected. */
const near = { filtered: 5000, rare: 20_000, hits: 600 };
const few = 20_000;

/**
 * One page of people in name order, `limit + 1` of them, read in the direction of `place`: `id`, `key` and names. Each
 * way to the answer goes along an index: everybody, some buildings, what people hold, or a search (whose matches are
 * collected before they are ordered, because PostgreSQL otherwise walks the name index past the search). `at` is the
 * domain's now.
 */
export function findPeople(session: Session, query: ListPeopleQuery, place: Place | null, at: Instant): SQL {
  const order: Order = { place, isDescending: query.sort === '-name', limit: query.limit + 1 };
  const buildingIds = buildingsAsked(session, query);
  const held = heldThere(session, query, at);
  // Whoever holds single doors has few people to look through, and no building to walk along.
  if (query.q.trim() || isByDoor(session)) return searchPeople(session, query, held, order);
  if (buildingIds !== 'all') return peopleOfBuildings(buildingIds, held, order);
  return held === null ? everybody(order) : holders(held, order, isRare(query) ? near.rare : near.filtered);
}

/** Condition on `access a`: in these buildings, and what the filters ask of an access; null = they ask nothing. */
function heldThere(session: Session, filters: PeopleFilters, at: Instant): SQL | null {
  const asked = accessFilters(filters, at, buildingsOfAccesses(session, filters));
  if (isByDoor(session)) return asked && sql`${doorInScope(session, sql`a.building_id`, sql`a.door_id`)} and ${asked}`;
  const buildingIds = buildingsAsked(session, filters);
  return asked && (buildingIds === 'all' ? asked : sql`a.building_id = any(${buildingIds}) and ${asked}`);
}

function everybody(order: Order): SQL {
  const { after, by } = byName(order, sql`sort_name`, sql`id`);
  return sql`
    select id, sort_name as key, sort_name, ${shown} from person
    where gone_at is null and ${after} order by ${by} limit ${order.limit}`;
}

function holders(held: SQL, order: Order, nearest: number): SQL {
  const { after, by } = byName(order, sql`a.person_sort`, sql`a.person_id`);
  const next = sql`select a.* from access a where ${after} order by ${by} limit ${nearest}`;
  const { steps, rows } = inSteps(sql`held`, {
    near: holdersAmong(sql`(${next}) a`, held, order),
    enough: order.limit,
    hits: sql`select a.person_sort, a.person_id from access a where ${held}`,
    few,
    collected: (hit) => holdersAmong(sql`${hit} a`, sql`true`, order),
    walked: holdersAmong(sql`access a`, held, order),
  });
  return sql`with ${steps} select * from (${rows}) found order by ${byName(order, sql`sort_name`, sql`id`).by}`;
}

/** The people of these accesses (named `a`): the first of them in name order. */
function holdersAmong(accesses: SQL, where: SQL, order: Order): SQL {
  const { after, by } = byName(order, sql`a.person_sort`, sql`a.person_id`);
  return sql`
    select p.id, h.person_sort as key, h.person_sort as sort_name, ${shown} from (
      select distinct on (a.person_sort, a.person_id) a.person_sort, a.person_id from ${accesses}
      where ${where} and ${after} order by ${by}
    ) h join person p on p.id = h.person_id and p.gone_at is null
    order by ${byName(order, sql`h.person_sort`, sql`h.person_id`).by} limit ${order.limit}`;
}

function peopleOfBuildings(buildingIds: SQL, held: SQL | null, order: Order): SQL {
  const inOne = byName(order, sql`pb.sort_name`, sql`pb.person_id`);
  const ofOne = held
    ? holdersAmong(sql`access a`, sql`a.building_id = wanted.building_id and ${held}`, order)
    : sql`
      select p.id, pb.sort_name as key, pb.sort_name, ${shown} from person_building pb
      join person p on p.id = pb.person_id and p.gone_at is null
      where pb.building_id = wanted.building_id and ${inOne.after}
      order by ${inOne.by} limit ${order.limit}`;
  return sql`
    select distinct of_one.* from unnest(${buildingIds}) as wanted(building_id) cross join lateral (${ofOne}) of_one
    order by ${byName(order, sql`sort_name`, sql`id`).by} limit ${order.limit}`;
}

function searchPeople(session: Session, query: ListPeopleQuery, held: SQL | null, order: Order): SQL {
  const { after, by } = byName(order, sql`sort_name`, sql`id`);
  const hits = sql`hit as materialized (
    select id, sort_name, ${shown} from person
    where gone_at is null and (${matches(query.q)}) and ${inBuildings(session, query)} and ${after})`;
  const page = (from: SQL, where: SQL) => sql`
    select id, sort_name as key, sort_name, ${shown} from ${from} where ${where} order by ${by} limit ${order.limit}`;
  if (held === null) return sql`with ${hits} ${page(sql`hit`, sql`true`)}`;
  // `offset 0` keeps it a filter: as a join, PostgreSQL would start from the accesses and order all their people.
  const holds = sql`exists (select 1 from access a where ${isOf.person} and ${held} offset 0)`;
  const { steps, rows } = inSteps(sql`held`, {
    near: page(sql`(select * from hit order by ${by} limit ${near.hits}) f`, holds),
    enough: order.limit,
    hits: sql`select a.person_id from access a where ${held}`,
    few,
    collected: (hit) => page(sql`hit f`, sql`f.id in (select person_id from ${hit})`),
    walked: page(sql`(select * from hit order by ${by}) f`, holds),
  });
  return sql`with ${hits}, ${steps} select * from (${rows}) found order by ${by}`;
}

const byName = ({ place, isDescending }: Order, name: SQL, id: SQL) =>
  keyset({ columns: [{ column: name, type: 'text' }], id, isDescending, place });

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
