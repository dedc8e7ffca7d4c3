import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/pool.ts';
import type { NewItem } from './new-operation.ts';

/**
 * Whom a call is for: what OpenKit would match them by when it was asked, which may change, and their id if it is
 * known.
 */
export type CallPerson = { personKey: string; personId: string | null };

/** One and the same person's access to a door has one of these in common, whichever they were known by. */
export const placesOf = ({ personKey, personId }: CallPerson, doorId: string): string[] =>
  [personKey, personId].flatMap((name) => (name ? [`${name}|${doorId}`] : []));

/** A door of another operation on which something is still to be sent or confirmed. */
export type OpenCall = CallPerson & {
  itemId: string;
  doorId: string;
  doorName: string;
  action: NewItem['action'];
  passcodeType: string | null;
  state: 'queued' | 'sending' | 'unknown';
  staffName: string;
};

/**
 * Those for the same people, however much else is open, in the order in which they were accepted; `isEarlier`: only of
 * operations accepted before this one. Compared by door in memory: see `overtake`.
 */
export async function openCalls(
  tx: Db | Tx,
  operationId: string,
  people: readonly CallPerson[],
  { isEarlier = false } = {},
): Promise<OpenCall[]> {
  const keys = new Set(people.map(({ personKey }) => personKey));
  const ids = new Set(people.flatMap(({ personId }) => personId ?? []));
  const isBefore = sql`(o.created_at, o.id) < (select created_at, id from operation where id = ${operationId})`;
  const found = await tx.execute<OpenCall>(sql`
    select i.id as "itemId", d.door_id as "doorId", coalesce(door.name, 'this door') as "doorName",
      i.person_key as "personKey", i.person_id as "personId", i.action, i.terms->>'passcodeType' as "passcodeType",
      d.state, s.name as "staffName"
    from operation_item i
    join operation_item_door d on d.item_id = i.id and d.state in ('queued', 'sending', 'unknown')
    join operation o on o.id = i.operation_id join staff s on s.id = o.staff_id
    left join door on door.id = d.door_id
    where i.state in ('queued', 'sending', 'unknown', 'reconciling') and i.operation_id <> ${operationId}
      and ${isEarlier ? isBefore : sql`true`}
      and (i.person_key = any(${sql.param([...keys])}::text[]) or i.person_id = any(${sql.param([...ids])}::uuid[]))
    order by o.created_at, o.id, i.position, d.door_id`);
  return found.rows;
}
