import { sql } from 'drizzle-orm';
import type { Db } from '#server/db/pool';

/**
 * Forgets what was prepared for somebody and is of no use any more: dry runs, which hold the people that were pasted,
 * and exports that nobody can fetch any more.
 */
export async function pruneRequests(db: Db): Promise<void> {
  await db.execute(sql`delete from dry_run where expires_at < clock_timestamp() - interval '1 hour'`);
  await db.execute(sql`delete from export_request where created_at < clock_timestamp() - interval '1 hour'`);
}
