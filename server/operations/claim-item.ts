import { eq, sql } from 'drizzle-orm';
import type { Terms } from '#lib/access-rules/terms';
import type { DoorState } from '#lib/schemas/operation';
import type { Instant } from '#lib/time/instant';
import type { Db } from '../db/pool.ts';
import { type Lane, operation, operationItem, operationItemDoor, type Recipient } from '../db/schema/operations.ts';

/** An item in this worker's hands: `send` it, or read OpenKit `back` because an earlier answer was lost. */
export type ClaimedItem = {
  id: string;
  operationId: string;
  task: 'send' | 'read_back';
  action: 'grant' | 'change' | 'revoke';
  lane: Lane;
  staffId: string;
  requestId: string;
  personId: string | null;
  personKey: string;
  recipient: Recipient;
  terms: Terms | null;
  sends: number;
  emptyReadBacks: number;
  sentAt: Instant | null;
  fence: number;
  /** The doors still open on this item. */
  doors: { doorId: string; buildingId: string | null; state: DoorState }[];
};

const uniqueViolation = '23505';

/**
 * Takes the next due item of an operation: committed as `sending` before a byte leaves, with a fence that makes a
 * predecessor's late outcome worthless. Null when nothing is due, or the person has another call under way or another
 * answer on the same door outstanding (whoever settles that one wakes this operation).
 */
export async function claimItem(db: Db, operationId: string, leaseOwner: number): Promise<ClaimedItem | null> {
  try {
    return await db.transaction(async (tx) => {
      const claimed = await tx.execute<{ id: string }>(sql`
        update operation_item set
          state = case state when 'queued' then 'sending' else 'reconciling' end,
          sent_at = case state when 'queued' then clock_timestamp() else sent_at end,
          lease_owner = ${leaseOwner}, fence = fence + 1
        where id = (
          select c.id from operation_item c
          where c.operation_id = ${operationId} and c.state in ('queued', 'unknown') and c.due_at <= clock_timestamp()
            and (c.state = 'unknown' or ${isUnobstructed})
          order by c.position limit 1 for update skip locked)
        returning id`);
      const id = claimed.rows[0]?.id;
      if (!id) return null;
      await tx.execute(sql`
        update operation_item_door set state = 'sending', reason = null where item_id = ${id} and state = 'queued'`);
      return readClaimed(tx, id);
    });
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/** What must come first is settled, no other call for this person is under way, no lost answer concerns one of the same doors. */
const isUnobstructed = sql`
  not exists (select 1 from operation_item o where o.id = c.after_item_id and o.state <> 'settled')
  and not exists (
    select 1 from operation_item o where o.person_key = c.person_key and o.state = 'sending' and o.id <> c.id)
  and not exists (
    select 1 from operation_item o
    join operation_item_door od on od.item_id = o.id and od.state = 'unknown'
    join operation_item_door cd on cd.item_id = c.id and cd.door_id = od.door_id
    where o.person_key = c.person_key and o.id <> c.id and o.state in ('unknown', 'reconciling'))`;

async function readClaimed(tx: Parameters<Parameters<Db['transaction']>[0]>[0], id: string): Promise<ClaimedItem> {
  const [row] = await tx
    .select({ item: operationItem, staffId: operation.staffId, requestId: operation.requestId })
    .from(operationItem)
    .innerJoin(operation, eq(operation.id, operationItem.operationId))
    .where(eq(operationItem.id, id));
  if (!row) throw new Error('A claimed item disappeared.');
  const doors = await tx
    .select({
      doorId: operationItemDoor.doorId,
      buildingId: operationItemDoor.buildingId,
      state: operationItemDoor.state,
    })
    .from(operationItemDoor)
    .where(sql`${operationItemDoor.itemId} = ${id} and ${operationItemDoor.state} in ('sending', 'unknown')`);
  const { item, staffId, requestId } = row;
  return { ...item, task: item.state === 'sending' ? 'send' : 'read_back', staffId, requestId, doors };
}

const isUniqueViolation = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === uniqueViolation;
};
