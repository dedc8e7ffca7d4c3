import { sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { PersonRow } from '#lib/schemas/person';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { coverageNow } from '../sync/coverage.ts';
import { findPeople, inBuildings, matches } from './find-people.ts';
import { countPeopleQuery, type ListPeopleQuery, type PeopleFilters } from './list-query.ts';
import { readPeople } from './read-people.ts';

/** One page of the people in scope. Reads the mirror only. Throws Refusal `invalid` for a cursor of another list. */
export async function listPeople(session: Session, query: ListPeopleQuery): Promise<Page<PersonRow>> {
  await requirePermission(session, 'person.read');
  const order = { sort: query.sort, filters: countPeopleQuery.strip().parse(query) };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const [found, freshness] = await Promise.all([
    readPeople(db(), session, findPeople(session, query, place), at),
    coverageNow(db()),
  ]);
  const page = cutPage(found, query.limit, order, place, ({ key, id }) => ({ key, id }));
  return { ...page, items: page.items.map(({ key: _, ...row }) => row), ...freshness };
}

/** How many people the same filters find. */
export async function countPeople(session: Session, filters: PeopleFilters): Promise<Count> {
  await requirePermission(session, 'person.read');
  const found = await db().execute<{ count: number }>(sql`
    select count(*) as count from person
    where gone_at is null and ${matches(filters.q)} and ${inBuildings(session, filters)}`);
  return { count: found.rows[0]?.count ?? 0, isExact: true };
}
