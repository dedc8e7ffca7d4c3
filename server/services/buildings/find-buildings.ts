import { type SQL, sql } from 'drizzle-orm';
import { type BuildingNeed, buildingNeeds } from '#lib/building-facets';
import { partsOf } from '#lib/search-params';
import type { Instant } from '#lib/time/instant';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Place } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { hasTrouble } from '../doors/lock-troubles.ts';
import { holds } from '../search/matches.ts';
import { liesIn } from './area.ts';
import type { BuildingFilters, ListBuildingsQuery } from './list-query.ts';

/** `id` and `key` of `limit + 1` buildings, in the direction of `place`. `at` is the domain's now. */
export function findBuildings(session: Session, query: ListBuildingsQuery, place: Place | null, at: Instant): SQL {
  const isDescending = query.sort === '-name';
  const columns = [{ column: sql`b.sort_name`, type: 'text' as const }];
  const { key, after, by } = keyset({ columns, id: sql`b.id`, isDescending, place });
  return sql`
    select b.id, ${key} as key from building b where ${buildingFilters(session, query, at)} and ${after}
    order by ${by} limit ${query.limit + 1}`;
}

/** Hundreds of buildings at most: a search reads their names and addresses as they are. */
export const buildingFilters = (session: Session, { q, needs, ...area }: BuildingFilters, at: Instant): SQL => sql`
  b.gone_at is null and ${inScope(session, sql`b.id`)} and ${liesIn(area, sql`b.id`)}
  ${sql.join(partsOf(buildingNeeds, needs).map((need) => sql` and ${needFilter(need, at)}`))}
  and ${buildingFound(q)}`;

/** Condition on `building b`: its name or address holds what was typed. */
export const buildingFound = (q: string): SQL => holds(sql`find_text(b.name || ' ' || b.address::text, '')`, q);

/** Condition on `building b`: this needs a look there. What can be is counted from the index of its doors. */
function needFilter(need: BuildingNeed, at: Instant): SQL {
  if (need === 'no_zone') return sql`b.time_zone is null`;
  if (need === 'waiting')
    return sql`b.id in (select a.building_id from access a where a.awaits_sync_since is not null)`;
  if (need === 'drift') return sql`b.id in (select x.building_id from drift x where x.accepted_at is null)`;
  return sql`exists (select 1 from door d where d.building_id = b.id and d.gone_at is null and ${hasTrouble(need, at)})`;
}
