import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { BuildingRow } from '#lib/schemas/building';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import { buildingColumns, buildingFacts } from './building-facts.ts';
import type { BuildingFilters, ListBuildingsQuery } from './list-query.ts';

/** One page of the buildings in scope. Reads the mirror only. Throws Refusal `invalid` for a cursor of another list. */
export async function listBuildings(session: Session, query: ListBuildingsQuery): Promise<Page<BuildingRow>> {
  await requirePermission(session, 'building.read');
  const { q, portfolio } = query;
  const order = { sort: query.sort, filters: { q, portfolio } };
  const place = decodeCursor(order, query.cursor);
  const [found, freshness] = await Promise.all([
    db().execute<BuildingRow & { key: string }>(selectPage(session, query, place)),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map(({ key: _, ...row }) => row), ...freshness };
}

/** How many buildings the same filters find. */
export async function countBuildings(session: Session, filters: BuildingFilters): Promise<Count> {
  await requirePermission(session, 'building.read');
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from building b where ${buildingFilters(session, filters)}`,
  );
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

function selectPage(session: Session, query: ListBuildingsQuery, place: Place | null): SQL {
  const isDescending = query.sort === '-name';
  const columns = [{ column: sql`b.sort_name`, type: 'text' as const }];
  const { key, after, by } = keyset({ columns, id: sql`b.id`, isDescending, place });
  return sql`
    with page as (
      select b.* from building b where ${buildingFilters(session, query)} and ${after}
      order by ${by} limit ${query.limit + 1}
    )
    select ${buildingColumns}, ${key} as key from page b ${buildingFacts} order by ${by}`;
}

/** Hundreds of buildings at most: a search reads their names and addresses as they are. */
const buildingFilters = (session: Session, { q, portfolio }: BuildingFilters): SQL => sql`
  b.gone_at is null and ${inScope(session, sql`b.id`)}
  and ${portfolio ? sql`b.portfolio_id = ${portfolio}` : sql`true`}
  and ${q.trim() ? sql`search_key(b.name || ' ' || b.address::text) like '%' || search_key(${q}::text) || '%'` : sql`true`}`;
