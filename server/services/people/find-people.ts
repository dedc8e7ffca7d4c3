import { type SQL, sql } from 'drizzle-orm';
import type { Area } from '#lib/area';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { buildingsAsked } from '../buildings/area.ts';
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
  const buildingIds = buildingsAsked(session, query);
  return buildingIds === 'all' ? everybody(order) : peopleOfBuildings(buildingIds, order);
}

function everybody(order: Order): SQL {
  const { after, by } = byName(order, sql`sort_name`, sql`id`);
  return sql`
    select id, sort_name as key from person where gone_at is null and ${after} order by ${by} limit ${order.limit}`;
}

function peopleOfBuildings(buildingIds: SQL, order: Order): SQL {
  const inOne = byName(order, sql`pb.sort_name`, sql`pb.person_id`);
  return sql`
    select distinct id, sort_name as key, sort_name from unnest(${buildingIds}) as wanted(building_id)
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
      where gone_at is null and ${matches(query.q)} and ${inBuildings(session, query)}
    )
    select id, sort_name as key from hit where ${after} order by ${by} limit ${order.limit}`;
}

const byName = ({ place, isDescending }: Order, name: SQL, id: SQL) =>
  keyset({ columns: [{ column: name, type: 'text' }], id, isDescending, place });

/** Anywhere in name, email or phone; one and two letters only at the start of the name, where an index helps. */
export const matches = (q: string): SQL => sql`
  case when length(search_key(${q}::text)) = 0 then true
       when length(search_key(${q}::text)) < 3 then sort_name like search_key(${q}::text) || '%'
       else search_text like '%' || search_key(${q}::text) || '%' end`;

/** Condition on `person`: has or had something in the area and in scope. */
export function inBuildings(session: Session, area: Area): SQL {
  const buildingIds = buildingsAsked(session, area);
  return buildingIds === 'all'
    ? sql`true`
    : sql`exists (select 1 from person_building pb where pb.person_id = person.id
        and pb.building_id = any(${buildingIds}))`;
}
