import { type SQL, sql } from 'drizzle-orm';
import type { DoorRow } from '#lib/schemas/door';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { mostSimilar, oneOfEachName, whileForgiving } from '../search/similar.ts';
import { doorFilters } from './door-filters.ts';
import type { DoorFilters } from './list-query.ts';
import { readDoors } from './read-doors.ts';

/**
 * A door for each name that resembles what was typed, the most similar first, but for those that match it (`found`).
 */
export const similarDoors = (
  session: Session,
  filters: DoorFilters,
  found: string[],
  at: Instant,
): Promise<DoorRow[]> =>
  whileForgiving(async (tx) => {
    const rows = await readDoors(tx, session, namedAlike(session, filters, found, at), at);
    return rows.map(({ key: _, ...row }) => row);
  });

function namedAlike(session: Session, filters: DoorFilters, found: string[], at: Instant): SQL {
  const name = sql`search_key(${filters.q}::text)`;
  return sql`
    select one.*, '' as key from ${oneOfEachName(sql`
      select d.* from door d
      where ${name} <% d.sort_name and ${doorFilters(session, { ...filters, q: '' }, at)}
        and d.id <> all(${sql.param(found)}::uuid[])`)}
    order by word_similarity(${name}, one.sort_name) desc, one.sort_name limit ${mostSimilar}`;
}
