import { type SQL, sql } from 'drizzle-orm';
import { personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import type { ListPeopleQuery } from './list-query.ts';

type Order = { place: Place | null; isDescending: boolean; limit: number };

/**
 * The ids of one page of people in name order, `limit + 1` of them, read in the direction of `place`. Three ways to the
 * same answer, each along an index: everybody, some buildings, or a search (whose matches are collected before they
 * are ordered, because PostgreSQL otherwise walks the name index past the search).
 */
export function findPeople(session: Session, query: ListPeopleQuery, place: Place | null): SQL {
  const order: Order = { place, isDescending: query.sort === '-name', limit: query.limit + 1 };
  if (query.q.trim()) return searchPeople(session, query, order);
  const buildingIds = buildingsAsked(session, query.building);
  return buildingIds === 'all' ? everybody(order) : peopleOfBuildings(buildingIds, order);
}

/** The buildings to look in: the one asked for if it is in scope, else all of the scope. */
export function buildingsAsked({ scope }: Session, building: string): 'all' | string[] {
  if (!building) return scope === 'all' ? 'all' : scope.buildingIds;
  return scope === 'all' || scope.buildingIds.includes(building) ? [building] : [];
}

function everybody(order: Order): SQL {
  const { after, by } = byName(order, sql`sort_name`, sql`id`);
  return sql`
    select id, sort_name from person where gone_at is null and ${after} order by ${by} limit ${order.limit}`;
}

function peopleOfBuildings(buildingIds: string[], order: Order): SQL {
  const inOne = byName(order, sql`pb.sort_name`, sql`pb.person_id`);
  return sql`
    select distinct id, sort_name from unnest(${sql.param(buildingIds)}::uuid[]) as wanted(building_id)
    cross join lateral (
      select pb.person_id as id, pb.sort_name from person_building pb
      join person p on p.id = pb.person_id and p.gone_at is null
      where pb.building_id = wanted.building_id and ${inOne.after}
      order by ${inOne.by} limit ${order.limit}
    ) of_one
    order by ${byName(order, sql`sort_name`, sql`id`).by} limit ${order.limit}`;
}

function searchPeople(session: Session, query: ListPeopleQuery, order: Order): SQL {
  const { after, by } = byName(order, sql`sort_name`, sql`id`);
  return sql`
    with hit as materialized (
      select id, sort_name from person
      where gone_at is null and ${matches(query.q)} and ${inBuildings(session, query.building)}
    )
    select id, sort_name from hit where ${after} order by ${by} limit ${order.limit}`;
}

const byName = ({ place, isDescending }: Order, name: SQL, id: SQL) =>
  keyset({ columns: [{ column: name, type: 'text' }], id, isDescending, place });

/** Anywhere in name, email or phone; one and two letters only at the start of the name, where an index helps. */
export const matches = (q: string): SQL => sql`
  case when length(search_key(${q}::text)) = 0 then true
       when length(search_key(${q}::text)) < 3 then sort_name like search_key(${q}::text) || '%'
       else search_text like '%' || search_key(${q}::text) || '%' end`;

export const inBuildings = (session: Session, building: string): SQL =>
  building
    ? sql`exists (select 1 from person_building pb where pb.person_id = person.id
        and pb.building_id = any(${sql.param(buildingsAsked(session, building))}::uuid[]))`
    : personInScope(session, sql`person.id`);
