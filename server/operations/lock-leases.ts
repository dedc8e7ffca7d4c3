import { sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';

/**
 * Locks the standing leases of somebody, and those that this operation ended, which may come back: before anything else
 * of theirs is locked.
 */
export async function lockLeases(tx: Tx, personId: string, operationId: string | null = null): Promise<void> {
  await tx.execute(sql`
    select 1 from tenancy where person_id = ${personId} and (ended_at is null or ended_operation_id = ${operationId})
    order by id for update`);
}
