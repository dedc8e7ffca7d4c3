import { sql } from 'drizzle-orm';
import type { Count } from '#lib/schemas/page';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { countRows } from '#server/db/count-rows';
import { isFound } from './find-entries.ts';
import type { ActivityFilters } from './list-query.ts';

/** How many entries the filters find. */
export async function countActivity(session: Session, filters: ActivityFilters): Promise<Count> {
  await requirePermission(session, 'audit.read');
  return countRows(sql`select 1 from audit_entry e where ${isFound(session, filters)}`);
}
