import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { UnitRow } from '#lib/schemas/unit';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { keyset, type SortColumn } from '#server/db/keyset';
import { db } from '#server/db/pool';
import { isMisspelt } from '../search/similar.ts';
import { coverageNow } from '../sync/coverage.ts';
import { countUnitsQuery, type ListUnitsQuery, type UnitFilters } from './list-query.ts';
import { readUnits } from './read-units.ts';
import { similarUnits } from './similar-units.ts';
import { unitFilters } from './unit-filters.ts';

/**
 * One page of the units in scope, with similar names where a search finds few. Throws Refusal `invalid` for a cursor of
 * another list.
 */
export async function listUnits(session: Session, query: ListUnitsQuery): Promise<Page<UnitRow>> {
  await requirePermission(session, 'unit.read');
  const filters = countUnitsQuery.strip().parse(query);
  const order = { sort: query.sort, filters };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const [found, freshness] = await Promise.all([
    db().execute<UnitRow & { key: string }>(selectPage(session, query, place, at)),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  const items = page.items.map(({ key: _, ...row }) => row);
  const ids = items.map(({ id }) => id);
  const similar = isMisspelt(query.q, place === null, ids.length) ? await similarUnits(session, filters, ids, at) : [];
  return { ...page, items, ...(similar.length > 0 ? { similar } : {}), ...freshness };
}

/** How many units the same filters find. */
export async function countUnits(session: Session, filters: UnitFilters): Promise<Count> {
  await requirePermission(session, 'unit.read');
  const found = await db().execute<{ count: number }>(sql`
    select count(*) as count from unit u left join building b on b.id = u.building_id
    where ${unitFilters(session, filters, await now())}`);
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

const byName: SortColumn = { column: sql`u.sort_name`, type: 'text' };
const byBuilding: SortColumn = { column: sql`coalesce(b.sort_name, '')`, type: 'text' };

function selectPage(session: Session, query: ListUnitsQuery, place: Place | null, at: Instant): SQL {
  const { key, after, by } = keyset({ ...orderOf(query.sort), place });
  return readUnits(
    session,
    sql`
    select u.id, ${key} as key, row_number() over (order by ${by}) as position
    from unit u left join building b on b.id = u.building_id
    where ${unitFilters(session, query, at)} and ${after}
    order by ${by} limit ${query.limit + 1}`,
  );
}

const orderOf = (sort: ListUnitsQuery['sort']) => ({
  columns: sort.endsWith('building') ? [byBuilding, byName] : [byName],
  id: sql`u.id`,
  isDescending: sort.startsWith('-'),
});

/** Query for the ids of all units that filters find, in the order of the page. */
export function unitIds(session: Session, query: Omit<ListUnitsQuery, 'cursor' | 'limit'>, at: Instant): SQL {
  const { by } = keyset({ ...orderOf(query.sort), place: null });
  return sql`
    select u.id from unit u left join building b on b.id = u.building_id
    where ${unitFilters(session, query, at)} order by ${by}`;
}
