import { sql } from 'drizzle-orm';
import { db } from '#server/db/pool';

/** Whether the database answers and still takes audit records: without either, nothing may be done. */
export async function isHealthy(): Promise<boolean> {
  try {
    const answer = await db().execute<{ writable: boolean }>(
      sql`select has_table_privilege(current_user, 'audit_entry', 'insert') as writable`,
    );
    return answer.rows[0]?.writable === true;
  } catch {
    return false;
  }
}
