import { type SQL, sql } from 'drizzle-orm';
import type { PersonRow } from '#lib/schemas/person';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { candidates, mostSimilar, whileForgiving } from '../search/similar.ts';
import { peopleFound } from './find-people.ts';
import type { PeopleFilters } from './list-query.ts';
import { readPeople } from './read-people.ts';

/** People whose names resemble what was typed, the most similar first, but for those that match it (`found`). */
export const similarPeople = (
  session: Session,
  filters: PeopleFilters,
  found: string[],
  at: Instant,
): Promise<PersonRow[]> =>
  whileForgiving(async (tx) => {
    const rows = await readPeople(tx, session, namedAlike(session, filters, found, at), at);
    return rows.map(({ key: _, ...row }) => row);
  });

function namedAlike(session: Session, filters: PeopleFilters, found: string[], at: Instant): SQL {
  const name = sql`search_key(${filters.q}::text)`;
  return sql`
    select id, '' as key, first_name, last_name, email, phone from (
      select * from person
      where ${name} <% sort_name and ${peopleFound(session, { ...filters, q: '' }, at)}
        and id <> all(${sql.param(found)}::uuid[])
      limit ${candidates}
    ) near
    order by word_similarity(${name}, sort_name) desc, sort_name, id limit ${mostSimilar}`;
}
