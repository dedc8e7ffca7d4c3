import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import { buildingsOfAccesses } from '../buildings/area.ts';
import { candidates, mostSimilar, whileForgiving } from '../search/similar.ts';
import { type AccessSearch, accessesFound } from './find-accesses.ts';

/** So many of the most similar people and doors are asked for an access in the list. */
const nearest = 200;

/**
 * Names of people and doors that resemble what was typed, the most similar first, each with an access that the other
 * filters find. Those of `found`, which match it, are left out.
 */
export const similarNames = (session: Session, asked: AccessSearch, found: ReadonlySet<string>): Promise<string[]> =>
  whileForgiving(async (tx) => {
    const { rows } = await tx.execute<{ name: string }>(sql`
      select name from (${namesOf('person', session, asked)} union ${namesOf('door', session, asked)}) alike
      group by name order by max(likeness) desc, name limit ${mostSimilar + found.size}`);
    return rows.flatMap(({ name }) => (found.has(name) ? [] : [name])).slice(0, mostSimilar);
  });

const named = { person: personName(sql`it`), door: sql`name` };
const idIn = { person: sql`a.person_id`, door: sql`a.door_id` };

function namesOf(kind: 'person' | 'door', session: Session, asked: AccessSearch): SQL {
  const typed = sql`search_key(${asked.q}::text)`;
  const buildingIds = buildingsOfAccesses(session, asked);
  // The names of a few buildings are quickly read through; those of all are in an index of their own.
  const source = buildingIds === 'all' ? kind : kind === 'person' ? 'person_building' : 'door';
  const id = source === 'person_building' ? sql`person_id` : sql`id`;
  const lies = buildingIds === 'all' ? sql`true` : sql`building_id = any(${buildingIds})`;
  return sql`
    select ${named[kind]} as name, near.likeness from (
      select alike.id, word_similarity(${typed}, alike.sort_name) as likeness from (
        select ${id} as id, sort_name from ${sql.raw(source)} where ${typed} <% sort_name and ${lies} limit ${candidates}
      ) alike order by likeness desc, alike.sort_name, alike.id limit ${nearest}
    ) near join ${sql.raw(kind)} it on it.id = near.id
    where exists (
      select 1 from access a where ${idIn[kind]} = near.id and ${accessesFound(session, { ...asked, q: '' })})`;
}
