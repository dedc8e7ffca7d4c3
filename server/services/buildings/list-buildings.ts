import { sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { BuildingRow } from '#lib/schemas/building';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { isMisspelt } from '../search/similar.ts';
import { coverageNow } from '../sync/coverage.ts';
import { buildingFilters, findBuildings } from './find-buildings.ts';
import { type BuildingFilters, countBuildingsQuery, type ListBuildingsQuery } from './list-query.ts';
import { readBuildings } from './read-buildings.ts';
import { similarBuildings } from './similar-buildings.ts';

/**
 * One page of the buildings in scope, with those of similar names where a search finds few. Reads the mirror only.
 * Throws Refusal `invalid` for a cursor of another list.
 */
export async function listBuildings(session: Session, query: ListBuildingsQuery): Promise<Page<BuildingRow>> {
  await requirePermission(session, 'building.read');
  const filters = countBuildingsQuery.strip().parse(query);
  const order = { sort: query.sort, filters };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const [found, freshness] = await Promise.all([
    readBuildings(db(), findBuildings(session, query, place, at)),
    coverageNow(db()),
  ]);
  const page = cutPage(found, query.limit, order, place, ({ key, id }) => ({ key, id }));
  const items = page.items.map(({ key: _, ...row }) => row);
  const ids = items.map(({ id }) => id);
  const isFew = isMisspelt(query.q, place === null, ids.length);
  const similar = isFew ? await similarBuildings(session, filters, ids, at) : [];
  return { ...page, items, ...(similar.length > 0 ? { similar } : {}), ...freshness };
}

/** How many buildings the same filters find. */
export async function countBuildings(session: Session, filters: BuildingFilters): Promise<Count> {
  await requirePermission(session, 'building.read');
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from building b where ${buildingFilters(session, filters, await now())}`,
  );
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}
