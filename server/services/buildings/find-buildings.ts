import { type SQL, sql } from 'drizzle-orm';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { liesIn } from './area.ts';
import type { BuildingFilters, ListBuildingsQuery } from './list-query.ts';

/** `id` and `key` of `limit + 1` buildings, in the direction of `place`. */
export function findBuildings(session: Session, query: ListBuildingsQuery, place: Place | null): SQL {
  const isDescending = query.sort === '-name';
  const columns = [{ column: sql`b.sort_name`, type: 'text' as const }];
  const { key, after, by } = keyset({ columns, id: sql`b.id`, isDescending, place });
  return sql`
    select b.id, ${key} as key from building b where ${buildingFilters(session, query)} and ${after}
    order by ${by} limit ${query.limit + 1}`;
}

/** Hundreds of buildings at most: a search reads their names and addresses as they are. */
export const buildingFilters = (session: Session, { q, ...area }: BuildingFilters): SQL => sql`
  b.gone_at is null and ${inScope(session, sql`b.id`)} and ${liesIn(area, sql`b.id`)}
  and ${q.trim() ? sql`search_key(b.name || ' ' || b.address::text) like '%' || search_key(${q}::text) || '%'` : sql`true`}`;
