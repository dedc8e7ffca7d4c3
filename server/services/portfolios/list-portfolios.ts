import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { PortfolioRow } from '#lib/schemas/portfolio';
import { requirePermission } from '#server/auth/policy';
import { inScope, portfolioInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor, type Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { db } from '#server/db/pool';
import { holds } from '../search/matches.ts';
import { coverageNow } from '../sync/coverage.ts';
import { countPortfoliosQuery, type ListPortfoliosQuery, type PortfolioFilters } from './list-query.ts';

/**
 * One page of the portfolios in scope, each with its buildings in scope. Throws Refusal `invalid` for a foreign cursor.
 */
export async function listPortfolios(session: Session, query: ListPortfoliosQuery): Promise<Page<PortfolioRow>> {
  await requirePermission(session, 'portfolio.read');
  const order = { sort: query.sort, filters: countPortfoliosQuery.strip().parse(query) };
  const place = decodeCursor(order, query.cursor);
  const [found, freshness] = await Promise.all([
    db().execute<PortfolioRow & { key: string }>(selectPage(session, query, place)),
    coverageNow(db()),
  ]);
  const page = cutPage(found.rows, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map(({ key: _, ...row }) => row), ...freshness };
}

/** How many portfolios the same search finds. */
export async function countPortfolios(session: Session, filters: PortfolioFilters): Promise<Count> {
  await requirePermission(session, 'portfolio.read');
  const found = await db().execute<{ count: number }>(
    sql`select count(*) as count from portfolio p where ${portfolioFilters(session, filters)}`,
  );
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}

// A partner has tens of portfolios: their names are compared as they are, without an index.
const sortName = sql`search_key(p.name) collate "C"`;

const portfolioFilters = (session: Session, { q, portfolio, building }: PortfolioFilters): SQL => sql`
  p.gone_at is null and ${portfolioInScope(session, sql`p.id`)}
  and ${portfolio ? sql`p.id = ${portfolio}` : sql`true`}
  and ${building ? sql`p.id = (select b.portfolio_id from building b where b.id = ${building} and ${inScope(session, sql`b.id`)})` : sql`true`}
  and ${holds(sql`find_text(p.name, '')`, q)}`;

function selectPage(session: Session, query: ListPortfoliosQuery, place: Place | null): SQL {
  const isDescending = query.sort === '-name';
  const { key, after, by } = keyset({
    columns: [{ column: sortName, type: 'text' }],
    id: sql`p.id`,
    isDescending,
    place,
  });
  return sql`
    with page as (
      select p.* from portfolio p where ${portfolioFilters(session, query)} and ${after}
      order by ${by} limit ${query.limit + 1}
    )
    select p.id, p.name, ${key} as key, coalesce(held.buildings, '{}') as buildings, held.doors
    from page p left join lateral (
      select array_agg(b.name order by b.sort_name) as buildings,
        coalesce(sum((select count(*) from door d where d.building_id = b.id and d.gone_at is null)), 0)::int as doors
      from building b where b.portfolio_id = p.id and b.gone_at is null and ${inScope(session, sql`b.id`)}
    ) held on true
    order by ${by}`;
}
