import { sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { DoorRow } from '#lib/schemas/door';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { isMisspelt } from '../search/similar.ts';
import { coverageNow } from '../sync/coverage.ts';
import { doorFilters } from './door-filters.ts';
import { findDoorPage } from './find-door-page.ts';
import { countDoorsQuery, type DoorFilters, type ListDoorsQuery } from './list-query.ts';
import { readDoors } from './read-doors.ts';
import { similarDoors } from './similar-doors.ts';

/**
 * One page of the doors in scope, with similar names where a search finds few. Reads the mirror only. Throws Refusal
 * `invalid` for a cursor of another list.
 */
export async function listDoors(session: Session, query: ListDoorsQuery): Promise<Page<DoorRow>> {
  await requirePermission(session, 'door.read');
  const filters = countDoorsQuery.strip().parse(query);
  const order = { sort: query.sort, filters };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const [found, freshness] = await Promise.all([
    readDoors(db(), session, findDoorPage(session, query, place, at), at),
    coverageNow(db()),
  ]);
  const page = cutPage(found, query.limit, order, place, ({ key, id }) => ({ key, id }));
  const items = page.items.map(({ key: _, ...row }) => row);
  const ids = items.map(({ id }) => id);
  const similar = isMisspelt(query.q, place === null, ids.length) ? await similarDoors(session, filters, ids, at) : [];
  return { ...page, items, ...(similar.length > 0 ? { similar } : {}), ...freshness };
}

/** How many doors the same filters find. */
export async function countDoors(session: Session, filters: DoorFilters): Promise<Count> {
  await requirePermission(session, 'door.read');
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from door d where ${doorFilters(session, filters, await now())}`,
  );
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}
