import { sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import type { ClaimedItem } from './claim-item.ts';
import type { DoorVerdict } from './item-result.ts';

/**
 * Where a door is not taken away after all, because what had to come first was not confirmed, the lease and the reasons
 * that ended for it stand again: nobody holds a door for no reason that they are meant to keep.
 */
export async function reopenReasons(tx: Tx, item: ClaimedItem, doors: readonly DoorVerdict[]): Promise<void> {
  const kept = doors.filter(({ reason }) => reason === 'step_before_failed').map(({ doorId }) => doorId);
  if (item.action !== 'revoke' || kept.length === 0) return;
  const reopened = await tx.execute<{ tenancy_id: string | null }>(sql`
    update access_reason set ended_at = null, ended_operation_id = null
    where ended_operation_id = ${item.operationId} and person_id = ${item.personId}
      and door_id = any(${sql.param(kept)}::uuid[]) returning tenancy_id`);
  const tenancyIds = reopened.rows.flatMap(({ tenancy_id: id }) => id ?? []);
  await tx.execute(sql`
    update tenancy set ended_at = null, ended_operation_id = null
    where id = any(${sql.param(tenancyIds)}::uuid[]) and ended_operation_id = ${item.operationId}`);
}
