import { sql } from 'drizzle-orm';
import type { Db } from '#server/db/pool';

/** Whether something waits because OpenKit does not take the token it gave us, as its last turn found. */
export async function isTokenRefused(db: Db): Promise<boolean> {
  const found = await db.execute(sql`
    select 1 from operation_item_door d join operation o on o.id = d.operation_id and o.paused_at is null
    where d.state in ('queued', 'unknown') and d.reason = 'token_refused' limit 1`);
  return found.rows.length > 0;
}
