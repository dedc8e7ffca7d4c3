import { sql } from 'drizzle-orm';
import type { Tx } from '../db/pool.ts';
import type { NewItem } from './new-operation.ts';

/** A door of another operation on which something is still to be sent or confirmed. */
export type OpenCall = {
  itemId: string;
  doorId: string;
  doorName: string;
  personKey: string;
  action: NewItem['action'];
  passcodeType: string | null;
  state: 'queued' | 'sending' | 'unknown';
  staffName: string;
};

/** Those for the same people, however much else is open. Compared by door in memory: see `overtake`. */
export async function openCalls(tx: Tx, operationId: string, keys: readonly string[]): Promise<OpenCall[]> {
  const found = await tx.execute<OpenCall>(sql`
    select i.id as "itemId", d.door_id as "doorId", coalesce(door.name, 'this door') as "doorName",
      i.person_key as "personKey", i.action, i.terms->>'passcodeType' as "passcodeType", d.state, s.name as "staffName"
    from operation_item i
    join operation_item_door d on d.item_id = i.id and d.state in ('queued', 'sending', 'unknown')
    join operation o on o.id = i.operation_id join staff s on s.id = o.staff_id
    left join door on door.id = d.door_id
    where i.state in ('queued', 'sending', 'unknown', 'reconciling') and i.operation_id <> ${operationId}
      and i.person_key = any(${sql.param([...new Set(keys)])}::text[])`);
  return found.rows;
}
