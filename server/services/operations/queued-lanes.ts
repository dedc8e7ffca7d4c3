import { sql } from 'drizzle-orm';
import type { Tx } from '#server/db/pool';
import type { Lane } from '#server/db/schema/operations';

/** The lanes in which something of an operation is still to be sent. */
export async function queuedLanes(tx: Tx, operationId: string): Promise<Lane[]> {
  const found = await tx.execute<{ lane: Lane }>(sql`
    select distinct lane from operation_item where operation_id = ${operationId} and state = 'queued'`);
  return found.rows.map(({ lane }) => lane);
}
