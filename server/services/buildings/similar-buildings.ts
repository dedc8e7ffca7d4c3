import { sql } from 'drizzle-orm';
import type { BuildingRow } from '#lib/schemas/building';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { mostSimilar, whileForgiving } from '../search/similar.ts';
import { buildingFilters } from './find-buildings.ts';
import type { BuildingFilters } from './list-query.ts';
import { readBuildings } from './read-buildings.ts';

/** Buildings whose names resemble what was typed, the most similar first, but for those that match it (`found`). */
export const similarBuildings = (
  session: Session,
  filters: BuildingFilters,
  found: string[],
  at: Instant,
): Promise<BuildingRow[]> =>
  whileForgiving(async (tx) => {
    const name = sql`search_key(${filters.q}::text)`;
    const alike = sql`
      select b.id, '' as key from building b
      where ${name} <% b.sort_name and ${buildingFilters(session, { ...filters, q: '' }, at)}
        and b.id <> all(${sql.param(found)}::uuid[])
      order by word_similarity(${name}, b.sort_name) desc, b.sort_name, b.id limit ${mostSimilar}`;
    const rows = await readBuildings(tx, alike);
    return rows.map(({ key: _, ...row }) => row);
  });
