import { sql } from 'drizzle-orm';
import type { AuditInput } from '../audit/append.ts';
import type { Tx } from '../db/pool.ts';
import type { ClaimedItem } from './claim-item.ts';

/**
 * Lets a grant that is about to be sent tell the person, where the call of the same operation that was to tell them was
 * surely refused or never sent. The notice moves: one call at most carries it. One that may have arrived keeps it.
 * Answers the call that had it; null = it stays where it is.
 */
export async function handOnNotice(tx: Tx, itemId: string): Promise<string | null> {
  const moved = await tx.execute<{ id: string }>(sql`
    with silent as (
      select i.id, i.operation_id, i.person_key from operation_item i
      where i.id = ${itemId} and i.state = 'sending' and i.action = 'grant' and not (i.terms->>'notify')::boolean
    ), refused as (
      select r.id from operation_item r join silent s on s.person_key = r.person_key and s.operation_id = r.operation_id
      where r.action = 'grant' and r.state = 'settled' and (r.terms->>'notify')::boolean and not exists (
        select 1 from operation_item_door d where d.item_id = r.id and (
          d.state not in ('rejected', 'cancelled') or d.reason = 'never_arrived'
          or (d.state = 'cancelled' and r.sends > 0)))
      order by r.position limit 1
    )
    update operation_item i set terms = jsonb_set(i.terms, '{notify}', to_jsonb(i.id = ${itemId}))
    from refused r where i.id in (r.id, ${itemId}) returning r.id`);
  return moved.rows[0]?.id ?? null;
}

/** Which call tells the person instead of which, one record a building. */
export function noticeRecords(item: ClaimedItem, insteadOf: string): AuditInput[] {
  const { id: callId, personId, operationId, requestId, doors } = item;
  return [...Map.groupBy(doors, ({ buildingId }) => buildingId)].map(([buildingId, here]) => ({
    event: 'notice.move',
    phase: 'done',
    actor: { kind: 'system', name: 'operations' },
    object: personId ? { type: 'person', id: personId } : { type: 'operation', id: operationId },
    buildingId: buildingId ?? undefined,
    operationId,
    requestId,
    details: { callId, insteadOf, doorIds: here.map(({ doorId }) => doorId) },
  }));
}
