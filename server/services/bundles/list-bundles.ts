import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { BundleRow } from '#lib/schemas/bundle';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { keyset, type SortColumn } from '#server/db/keyset';
import { db } from '#server/db/pool';
import { liesIn } from '../buildings/area.ts';
import { holds } from '../search/matches.ts';
import { coverageNow } from '../sync/coverage.ts';
import { type BundleFilters, countBundlesQuery, type ListBundlesQuery } from './list-query.ts';

const byName: SortColumn = { column: sql`u.sort_name`, type: 'text' };
const byBuilding: SortColumn = { column: sql`coalesce(b.sort_name, '')`, type: 'text' };

/** One page of the bundles in scope. Throws Refusal `invalid` for a cursor of another list. */
export async function listBundles(session: Session, query: ListBundlesQuery): Promise<Page<BundleRow>> {
  await requirePermission(session, 'unit.read');
  const order = { sort: query.sort, filters: countBundlesQuery.strip().parse(query) };
  const place = decodeCursor(order, query.cursor);
  const { key, after, by } = keyset({ ...orderOf(query.sort), place });
  const [found, freshness] = await Promise.all([
    db().execute<BundleRow & { key: string }>(
      readBundles(sql`
        select u.id, ${key} as key, row_number() over (order by ${by}) as position
        from bundle u left join building b on b.id = u.building_id
        where ${bundleFilters(session, query)} and ${after} order by ${by} limit ${query.limit + 1}`),
    ),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, (row) => ({ key: row.key, id: row.id }));
  return { ...page, items: page.items.map(({ key: _, ...row }) => row), ...freshness };
}

/** How many bundles the same filters find. */
export async function countBundles(session: Session, filters: BundleFilters): Promise<Count> {
  await requirePermission(session, 'unit.read');
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from bundle u where ${bundleFilters(session, filters)}`,
  );
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

const orderOf = (sort: ListBundlesQuery['sort']) => ({
  columns: sort.endsWith('building') ? [byBuilding, byName] : [byName],
  id: sql`u.id`,
  isDescending: sort.startsWith('-'),
});

/** Query for the ids of all bundles that filters find, in the order of the page. */
export function bundleIds(session: Session, query: Omit<ListBundlesQuery, 'cursor' | 'limit'>): SQL {
  const { by } = keyset({ ...orderOf(query.sort), place: null });
  return sql`
    select u.id from bundle u left join building b on b.id = u.building_id
    where ${bundleFilters(session, query)} order by ${by}`;
}

/** What a list shows of the bundles of `page` (id, key, position). */
export const readBundles = (page: SQL): SQL => sql`
  with page as materialized (${page})
  select u.id, u.name, u.kind, u.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
    page.key, (
      select coalesce(array_agg(d.name order by d.sort_name), '{}') from bundle_door bd
      join door d on d.id = bd.door_id where bd.bundle_id = u.id) as doors, (
      select count(distinct coalesce(r.person_id::text, r.person_key)) from access_reason r
      where r.bundle_id = u.id and r.ended_at is null) as people
  from page join bundle u on u.id = page.id left join building b on b.id = u.building_id
  order by page.position`;

const bundleFilters = (session: Session, { q, ...area }: BundleFilters): SQL => sql`
  u.archived_at is null and ${inScope(session, sql`u.building_id`)} and ${liesIn(area, sql`u.building_id`)}
  and ${holds(sql`find_text(u.name, '')`, q)}`;
