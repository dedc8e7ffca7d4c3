import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';

/** Notes that OpenKit cannot be read from `at` (domain time) on. One that goes on keeps its beginning. */
export async function beginOutage(tx: Tx, at: Instant, reason: string): Promise<void> {
  await tx.execute(sql`
    insert into outage (started_at, reason) select ${at}::timestamptz, ${reason}
    where not exists (select 1 from outage where ended_at is null)`);
}

/** OpenKit was read again. Costs nothing when there was no outage. */
export async function endOutage(tx: Tx, at: Instant): Promise<void> {
  await tx.execute(sql`
    update outage set ended_at = greatest(started_at, ${at}::timestamptz) where ended_at is null`);
}
