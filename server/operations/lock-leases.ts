import { sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';

/** Locks the leases of somebody that may change with what came of an operation, before anything else of theirs. */
export async function lockLeases(tx: Tx, operationId: string, personId: string): Promise<void> {
  await tx.execute(sql`
    select 1 from tenancy where person_id = ${personId} and (ended_at is null or ended_operation_id = ${operationId})
    order by id for update`);
}
