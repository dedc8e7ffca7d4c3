import { sql } from 'drizzle-orm';
import { may } from '#lib/permissions';
import type { Outage } from '#lib/schemas/sync';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { coverageNow } from './coverage.ts';

/**
 * OpenKit cannot be read right now: since when, why, and how old what we show is. Null while it can, or before the
 * first reading.
 */
export async function getOutage(session: Session): Promise<Outage | null> {
  if (!may(session.staff.role, 'sync.read')) return null;
  const found = await db().execute<Pick<Outage, 'reason'>>(sql`
    select reason from outage where ended_at is null order by started_at desc limit 1`);
  const [open] = found.rows;
  if (!open) return null;
  const { asOf } = await coverageNow(db());
  return asOf === null ? null : { reason: open.reason, asOf };
}
