import { sql } from 'drizzle-orm';
import type { StaffOption } from '#lib/schemas/activity';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { isVisible } from './find-entries.ts';

/** Everybody with an act that this viewer can see, by name: for the filter of the log. */
export async function listActivityStaff(session: Session): Promise<StaffOption[]> {
  await requirePermission(session, 'audit.read');
  const found = await db().execute<StaffOption>(sql`
    select s.id, s.name from staff s
    where exists (select 1 from audit_entry e where e.staff_id = s.id and ${isVisible(session)})
    order by s.name, s.id`);
  return found.rows;
}
