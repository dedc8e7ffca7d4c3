import { type SQL, sql } from 'drizzle-orm';
import type { PersonRow } from '#lib/schemas/person';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { peopleFound } from './find-people.ts';
import type { PeopleFilters } from './list-query.ts';
import { readPeople } from './read-people.ts';

/** The default misses swapped letters. */
const similarFrom = 0.4;
const atMost = 8;
/** So many are compared; a name that more people nearly bear is no help. */
const candidates = 2000;

/** People whose names resemble what was typed, the most similar first, but for those that match it (`found`). */
export async function similarPeople(
  session: Session,
  filters: PeopleFilters,
  found: string[],
  at: Instant,
): Promise<PersonRow[]> {
  if (!/\p{L}{3}/u.test(filters.q)) return [];
  return db().transaction(async (tx) => {
    await tx.execute(sql`select set_config('pg_trgm.word_similarity_threshold', ${String(similarFrom)}, true)`);
    const rows = await readPeople(tx, session, mostSimilar(session, filters, found, at), at);
    return rows.map(({ key: _, ...row }) => row);
  });
}

function mostSimilar(session: Session, filters: PeopleFilters, found: string[], at: Instant): SQL {
  const name = sql`search_key(${filters.q}::text)`;
  return sql`
    select id, '' as key, first_name, last_name, email, phone from (
      select * from person
      where ${name} <% sort_name and ${peopleFound(session, { ...filters, q: '' }, at)}
        and id <> all(${sql.param(found)}::uuid[])
      limit ${candidates}
    ) near
    order by word_similarity(${name}, sort_name) desc, sort_name, id limit ${atMost}`;
}
