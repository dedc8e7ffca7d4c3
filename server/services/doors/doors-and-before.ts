import { type SQL, sql } from 'drizzle-orm';
import { doorInScope, type Scoped } from '#server/auth/scope';

/**
 * These doors (an array in SQL) and all that they took the place of, one after the other, as rows of `id`: what happened
 * at a lock before it was replaced happened at this door. A door that a person said nothing of stands for itself.
 */
export const doorsAndBefore = (doorIds: SQL): SQL => sql`
  with recursive line as (
    select unnest(${doorIds}) as id
    union
    select s.old_door_id from door_successor s join line on s.new_door_id = line.id
  ) select id from line`;

/**
 * The same as an array in SQL, each of them only as far as it is in scope itself. It depends on nothing around it, so
 * PostgreSQL makes it once and looks its doors up in an index.
 */
export const doorsMeant = (session: Scoped, doorIds: SQL): SQL => sql`array(
  select id from door where id = any(array(${doorsAndBefore(doorIds)}))
    and ${doorInScope(session, sql`building_id`, sql`id`)})`;

/** The door that took the place of this one (an id in SQL), as far as somebody said so; else itself. */
export const doorNow = (doorId: SQL): SQL => sql`coalesce((
  with recursive line as (
    select ${doorId} as id
    union
    select s.new_door_id from door_successor s join line on s.old_door_id = line.id where s.new_door_id is not null
  ) select id from line where not exists (
    select 1 from door_successor s where s.old_door_id = line.id and s.new_door_id is not null)), ${doorId})`;
