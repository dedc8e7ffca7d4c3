import { sql } from 'drizzle-orm';
import type { Page } from '#lib/page';
import type { Count } from '#lib/schemas/page';
import type { PersonRow } from '#lib/schemas/person';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { countRows } from '#server/db/count-rows';
import { cutPage, decodeCursor } from '#server/db/cursor';
import { db } from '#server/db/pool';
import { isMisspelt } from '../search/similar.ts';
import { coverageNow } from '../sync/coverage.ts';
import { findPeople, peopleFound } from './find-people.ts';
import { countPeopleQuery, type ListPeopleQuery, type PeopleFilters } from './list-query.ts';
import { readPeople } from './read-people.ts';
import { similarPeople } from './similar-people.ts';

/**
 * One page of the people in scope, with those of similar names where a search finds few. Reads the mirror only. Throws
 * Refusal `invalid` for a cursor of another list.
 */
export async function listPeople(session: Session, query: ListPeopleQuery): Promise<Page<PersonRow>> {
  await requirePermission(session, 'person.read');
  const filters = countPeopleQuery.strip().parse(query);
  const order = { sort: query.sort, filters };
  const place = decodeCursor(order, query.cursor);
  const at = await now();
  const [found, freshness] = await Promise.all([
    readPeople(db(), session, findPeople(session, query, place, at), at),
    coverageNow(db()),
  ]);
  const page = cutPage(found, query.limit, order, place, ({ key, id }) => ({ key, id }));
  const items = page.items.map(({ key: _, ...row }) => row);
  const ids = items.map(({ id }) => id);
  const similar = isMisspelt(query.q, place === null, ids.length) ? await similarPeople(session, filters, ids, at) : [];
  return { ...page, items, ...(similar.length > 0 ? { similar } : {}), ...freshness };
}

/** How many people the same filters find. */
export async function countPeople(session: Session, filters: PeopleFilters): Promise<Count> {
  await requirePermission(session, 'person.read');
  return countRows(sql`select 1 from person where ${peopleFound(session, filters, await now())}`);
}
