import { type SQL, sql } from 'drizzle-orm';
import { personName } from '#server/db/names';
import { candidates, mostSimilar, whileForgiving } from './similar.ts';

/** Who and what the rows of a list are about. */
type Named = 'person' | 'door';

type Asked = {
  q: string;
  /** Where to look. */
  buildingIds: 'all' | SQL;
  /** Condition: a row that the other filters find is about the person or door of this id. */
  isListed: (kind: Named, id: SQL) => SQL;
  /** Names that match what was typed: they are not merely similar. */
  found: ReadonlySet<string>;
};

/** So many of the most similar people and doors are asked for a row in the list. */
const nearest = 200;

/** Names of people and doors that resemble what was typed, the most similar first, each with a row in the list. */
export const similarNames = (asked: Asked): Promise<string[]> =>
  whileForgiving(async (tx) => {
    const { found } = asked;
    const { rows } = await tx.execute<{ name: string }>(sql`
      select name from (${namesOf('person', asked)} union ${namesOf('door', asked)}) alike
      group by name order by max(likeness) desc, name limit ${mostSimilar + found.size}`);
    return rows.flatMap(({ name }) => (found.has(name) ? [] : [name])).slice(0, mostSimilar);
  });

const named = { person: personName(sql`it`), door: sql`name` };

function namesOf(kind: Named, { q, buildingIds, isListed }: Asked): SQL {
  const typed = sql`search_key(${q}::text)`;
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
    where ${isListed(kind, sql`near.id`)}`;
}
