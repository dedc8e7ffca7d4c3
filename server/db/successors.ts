import { type SQL, sql } from 'drizzle-orm';

/** Where it stands who or which is another one by now, because a person said so. */
const said = {
  person: { table: sql`person_successor`, before: sql`old_person_id`, after: sql`new_person_id` },
  door: { table: sql`door_successor`, before: sql`old_door_id`, after: sql`new_door_id` },
};

type Kind = keyof typeof said;

/**
 * These (an array of ids in SQL) and all that they took the place of, one after the other, as rows of `id`: what
 * happened at a lock before it was replaced happened at the door it is now. Of whom or which nobody said anything stand
 * for themselves.
 */
export function andBefore(kind: Kind, ids: SQL): SQL {
  const { table, before, after } = said[kind];
  return sql`
    with recursive line as (
      select unnest(${ids}) as id
      union
      select s.${before} from ${table} s join line on s.${after} = line.id
    ) select id from line`;
}

/**
 * The same of one id in SQL, as an array. Hardly any was another one: that is asked first, of one hash, since following
 * the line for thousands of rows takes seconds.
 */
export function lineBefore(kind: Kind, id: SQL): SQL {
  const { table, after } = said[kind];
  return sql`(select case when ${id} in (select ${after} from ${table})
    then array(${andBefore(kind, sql`array[${id}]`)}) else array[${id}] end)::uuid[]`;
}

/** This id (in SQL) and all that it became, as rows of `id`. */
export function andAfter(kind: Kind, id: SQL): SQL {
  const { table, before, after } = said[kind];
  return sql`
    with recursive line as (
      select ${id} as id
      union
      select s.${after} from ${table} s join line on s.${before} = line.id where s.${after} is not null
    ) select id from line`;
}

/** What this id (in SQL) is by now. */
export function nowOf(kind: Kind, id: SQL): SQL {
  const { table, before, after } = said[kind];
  return sql`coalesce((
    select line.id from (${andAfter(kind, id)}) line where not exists (
      select 1 from ${table} s where s.${before} = line.id and s.${after} is not null)), ${id})`;
}
