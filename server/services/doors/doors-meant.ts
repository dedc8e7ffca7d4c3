import { type SQL, sql } from 'drizzle-orm';
import { doorInScope, type Scoped } from '#server/auth/scope';
import { andBefore } from '#server/db/successors';

/**
 * These doors (an array in SQL) and all that they took the place of, as an array in SQL, each only as far as it is in
 * scope itself. It depends on nothing around it, so PostgreSQL makes it once and looks its doors up in an index.
 */
export const doorsMeant = (session: Scoped, doorIds: SQL): SQL => sql`array(
  select id from door where id = any(array(${andBefore('door', doorIds)}))
    and ${doorInScope(session, sql`building_id`, sql`id`)})`;
