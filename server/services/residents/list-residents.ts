import { type SQL, sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { ResidentRow } from '#lib/schemas/resident';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { keyset } from '#server/db/keyset';
import { personName } from '#server/db/names';
import { db } from '#server/db/pool';
import { holds } from '../search/matches.ts';
import { coverageNow } from '../sync/coverage.ts';
import type { ListResidentsQuery, ResidentFilters } from './list-query.ts';

/** One page of who lives in a building without being among our users, by name. A building out of scope has none. */
export async function listResidents(session: Session, query: ListResidentsQuery): Promise<Page<ResidentRow>> {
  await requirePermission(session, 'person.read');
  const { id, q, sort, limit } = query;
  const order = { sort, filters: { id, q } };
  const place = decodeCursor(order, query.cursor);
  const { key, after, by } = keyset({
    columns: [{ column: sql`r.sort_name`, type: 'text' }],
    id: sql`r.person_id`,
    isDescending: sort.startsWith('-'),
    place,
  });
  const [found, { coverage }, reading] = await Promise.all([
    db().execute<ResidentRow & { key: string }>(sql`
      select r.person_id as id, ${personName(sql`r`)} as name, ${key} as key
      from building_resident r where ${others(session, query)} and ${after} order by ${by} limit ${limit + 1}`),
    coverageNow(db()),
    db().execute<{ asOf: string | null }>(sql`
      select read_at as "asOf" from resident_reading where building_id = ${id} and ${inScope(session, sql`building_id`)}`),
  ]);
  const page = cutPage(found.rows, limit, order, place, (row) => ({ key: row.key, id: row.id }));
  const items = page.items.map(({ key: _, ...row }) => row);
  return { ...page, items, asOf: reading.rows[0]?.asOf ?? null, coverage };
}

/** How many the same filters find. */
export async function countResidents(session: Session, filters: ResidentFilters): Promise<Count> {
  await requirePermission(session, 'person.read');
  const { rows } = await db().execute<{ count: number }>(sql`
    select count(*) as count from building_resident r where ${others(session, filters)}`);
  return { count: rows[0]?.count ?? 0, isExact: true };
}

const others = (session: Session, { id, q }: ResidentFilters): SQL => sql`
  r.building_id = ${id} and ${inScope(session, sql`r.building_id`)}
  and not exists (select 1 from person p where p.id = r.person_id and p.gone_at is null)
  and ${holds(sql`find_text(r.first_name || ' ' || r.last_name, '')`, q)}`;
