import { sql } from 'drizzle-orm';

/** Query for the ids of the accesses that changed elsewhere, which nobody has accepted. */
export const openDrift = sql`select x.access_id from drift x where x.accepted_at is null`;
