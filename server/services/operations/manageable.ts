import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { OperationState } from '#lib/schemas/operation';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { isWholeThere } from './state-there.ts';

/**
 * Locks an operation with a door in scope, so that nobody settles or stops it at the same time. Throws Refusal
 * `forbidden_or_missing` when none of its doors is in scope.
 */
export async function lockManageable(
  tx: Tx,
  session: Session,
  operationId: string,
): Promise<{ state: OperationState; isPaused: boolean; isWhole: boolean }> {
  const found = await tx.execute<{ state: OperationState; isPaused: boolean; isSeen: boolean; isWhole: boolean }>(sql`
    select o.state, o.paused_at is not null as "isPaused",
      exists (select 1 from operation_item_door d where d.operation_id = o.id and ${inScope(session, sql`d.building_id`)})
        as "isSeen",
      ${isWholeThere(session)} as "isWhole"
    from operation o where o.id = ${operationId} for update of o`);
  const [row] = found.rows;
  if (!row?.isSeen) throw new Refusal('forbidden_or_missing');
  return row;
}
