import { type SQL, sql } from 'drizzle-orm';

/**
 * Why a door of somebody whose id OpenKit does not know is open: its list is still to tell, or did not when it was
 * read.
 */
export const lookedFor = ['looked_for', 'list_not_told'];

/** Condition on an unknown item, by the name of its row: only a reading of OpenKit's whole list can tell. */
export const needsList = (item: SQL): SQL => sql`(${item}.person_id is null or exists (
  select 1 from operation_item_door sought
  where sought.item_id = ${item}.id and sought.state = 'unknown' and sought.reason = any(${sql.param(lookedFor)}::text[])))`;
