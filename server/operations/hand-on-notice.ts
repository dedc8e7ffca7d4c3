import { sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';

/**
 * Lets a grant that is about to be sent tell the person, where the call of the same operation that was to tell them was
 * surely refused or never sent. The notice moves: one call at most carries it. One that may have arrived keeps it.
 */
export async function handOnNotice(tx: Tx, itemId: string): Promise<void> {
  await tx.execute(sql`
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
    from refused r where i.id in (r.id, ${itemId})`);
}
