import { sql } from 'drizzle-orm';
import type { UnitRow } from '#lib/schemas/unit';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { mostSimilar, oneOfEachName, whileForgiving } from '../search/similar.ts';
import type { UnitFilters } from './list-query.ts';
import { readUnits } from './read-units.ts';
import { unitFilters } from './unit-filters.ts';

/**
 * A unit for each name that resembles what was typed, the most similar first, but for those that match it (`found`).
 */
export const similarUnits = (
  session: Session,
  filters: UnitFilters,
  found: string[],
  at: Instant,
): Promise<UnitRow[]> =>
  whileForgiving(async (tx) => {
    const name = sql`search_key(${filters.q}::text)`;
    const rows = await tx.execute<UnitRow & { key: string }>(
      readUnits(
        session,
        sql`
        select one.id, '' as key,
          row_number() over (order by word_similarity(${name}, one.sort_name) desc, one.sort_name) as position
        from ${oneOfEachName(sql`
          select u.id, u.sort_name from unit u left join building b on b.id = u.building_id
          where ${name} <% u.sort_name and ${unitFilters(session, { ...filters, q: '' }, at)}
            and u.id <> all(${sql.param(found)}::uuid[])`)}
        order by position limit ${mostSimilar}`,
      ),
    );
    return rows.rows.map(({ key: _, ...row }) => row);
  });
