import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import type { ClaimedItem } from './claim-item.ts';
import type { DoorVerdict } from './item-result.ts';

/**
 * A door that somebody took away by hand is wanted for no reason any more: otherwise the next extension would give it
 * back. Move-outs and transfers end reasons themselves, and a lost phone keeps them.
 */
export async function dropReasons(
  tx: Tx,
  item: ClaimedItem,
  doors: readonly DoorVerdict[],
  at: Instant,
): Promise<void> {
  const revoked = doors.filter(({ state }) => state === 'applied').map(({ doorId }) => doorId);
  if (item.action !== 'revoke' || revoked.length === 0) return;
  await tx.execute(sql`
    update access_reason r set ended_at = ${at}::timestamptz, ended_operation_id = o.id
    from operation o
    where o.id = ${item.operationId} and o.kind = 'revoke' and r.person_id = ${item.personId}
      and r.door_id = any(${sql.param(revoked)}::uuid[]) and r.ended_at is null`);
}
