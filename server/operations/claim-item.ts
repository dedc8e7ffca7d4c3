import { eq, type SQL, sql } from 'drizzle-orm';
import type { Terms } from '#lib/access-rules/terms';
import type { DoorState } from '#lib/schemas/operation';
import type { Instant } from '#lib/time/instant';
import { appendAudit } from '../audit/append.ts';
import { isLogWritable } from '../audit/writable.ts';
import { now } from '../clock.ts';
import type { Db, Tx } from '../db/pool.ts';
import {
  type AccessVersion,
  type Lane,
  operation,
  operationItem,
  operationItemDoor,
  type Recipient,
} from '../db/schema/operations.ts';
import { isUniqueViolation } from '../db/unique-violation.ts';
import { waitsForPerson } from './finish-operation.ts';
import { handOnNotice, noticeRecords } from './hand-on-notice.ts';
import { callIntents } from './intents.ts';
import { needsList } from './needs-list.ts';

/** An item in this worker's hands: to be sent, or read back because an earlier answer was lost. */
export type ClaimedItem = {
  id: string;
  operationId: string;
  task: 'send' | 'read_back';
  action: 'grant' | 'change' | 'revoke';
  lane: Lane;
  staffId: string;
  sessionId: string | null;
  requestId: string;
  personId: string | null;
  personKey: string;
  recipient: Recipient;
  terms: Terms | null;
  expected: AccessVersion | null;
  /** The item of the same operation that had to be confirmed first. */
  afterItemId: string | null;
  sends: number;
  emptyReadBacks: number;
  /** OpenKit confirmed other doors of this call already, so the person has been told. */
  isPartlyApplied: boolean;
  sentAt: Instant | null;
  fence: number;
  /** The doors still open on this item. */
  doors: { doorId: string; buildingId: string | null; state: DoorState; reason: string | null }[];
};

/**
 * Takes the next due item of an operation: committed as `sending` before a byte leaves, with a fence that makes a
 * predecessor's late outcome worthless. Null when nothing is due, the audit log cannot be written, or everything due
 * waits for another call (whoever settles that one wakes this operation). Revocations come first; while the operation
 * is paused, only read-backs. What OpenKit's whole list must tell is read back together, by `claimStrangers`.
 */
export async function claimItem(db: Db, operationId: string, leaseOwner: number): Promise<ClaimedItem | null> {
  const at = await now();
  try {
    return await db.transaction(async (tx) => {
      // What came of it could not be recorded, so it is not begun.
      if (!(await isLogWritable(tx))) return null;
      const claimed = await tx.execute<{ id: string }>(sql`
        update operation_item set
          state = case state when 'queued' then 'sending' else 'reconciling' end,
          sent_at = case state when 'queued' then clock_timestamp() else sent_at end,
          lease_owner = ${leaseOwner}, fence = fence + 1
        where id = (
          select c.id from operation_item c
          where c.operation_id = ${operationId} and c.state in ('queued', 'unknown') and c.due_at <= clock_timestamp()
            and ((c.state = 'unknown' and not ${needsList(sql`c`)}) or (c.state = 'queued' and ${isUnobstructed} and not exists (
              select 1 from operation p where p.id = c.operation_id and p.paused_at is not null)))
          order by c.lane <> 'revoke', c.position limit 1 for update skip locked)
        returning id`);
      const id = claimed.rows[0]?.id;
      if (!id) return null;
      await tx.execute(sql`
        update operation_item_door set state = 'sending', reason = null, unconfirmed_from = ${at}, unconfirmed_until = null
        where item_id = ${id} and state = 'queued'`);
      const insteadOf = await handOnNotice(tx, id);
      const item = await readClaimed(tx, id);
      if (item.task === 'send') await logIntent(tx, item);
      if (insteadOf) await appendAudit(tx, noticeRecords(item, insteadOf));
      return item;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/**
 * What must come first is settled, by a person where nobody else can; no other call for this person is under way; on
 * the same doors no answer is outstanding and nothing asked earlier is still to be sent. A revocation waits for no call
 * that was not sent: it has cancelled those.
 */
const isUnobstructed = sql`
  not exists (select 1 from operation_item o where o.id = c.after_item_id and o.state <> 'settled')
  and not ${waitsForPerson(sql`c`)}
  and not ${isInTheWay(sql`o.person_key = c.person_key`)} and not ${isInTheWay(sql`o.person_id = c.person_id`)}`;

/**
 * By either name: an address may have changed since one of the two was asked for. Apart, so that each has its index.
 */
function isInTheWay(isSamePerson: SQL): SQL {
  return sql`exists (
    select 1 from operation_item o where ${isSamePerson} and o.state <> 'settled' and o.id <> c.id and (
      o.state = 'sending' or exists (
        select 1 from operation_item_door od
        join operation_item_door cd on cd.item_id = c.id and cd.door_id = od.door_id and cd.state = 'queued'
        where od.item_id = o.id and (od.state = 'unknown' or (
          od.state = 'queued' and case when o.operation_id = c.operation_id then o.position < c.position
          else c.action <> 'revoke' and exists (
            select 1 from operation mine, operation theirs
            where mine.id = c.operation_id and theirs.id = o.operation_id and theirs.paused_at is null
              and (theirs.created_at, theirs.id) < (mine.created_at, mine.id)) end)))))`;
}

/** Before one of many calls leaves, its own intent is in the log. */
async function logIntent(tx: Tx, item: ClaimedItem): Promise<void> {
  const logged = await tx.execute(sql`
    update operation_item set is_intent_logged = true where id = ${item.id} and not is_intent_logged`);
  if (logged.rowCount === 1) await appendAudit(tx, callIntents(item, item));
}

export async function readClaimed(tx: Tx, id: string): Promise<ClaimedItem> {
  const [row] = await tx
    .select({
      item: operationItem,
      staffId: operation.staffId,
      sessionId: operation.sessionId,
      requestId: operation.requestId,
    })
    .from(operationItem)
    .innerJoin(operation, eq(operation.id, operationItem.operationId))
    .where(eq(operationItem.id, id));
  if (!row) throw new Error('A claimed item disappeared.');
  const doors = await tx
    .select({
      doorId: operationItemDoor.doorId,
      buildingId: operationItemDoor.buildingId,
      state: operationItemDoor.state,
      reason: operationItemDoor.reason,
    })
    .from(operationItemDoor)
    .where(eq(operationItemDoor.itemId, id));
  const { item, ...asked } = row;
  return {
    ...item,
    task: item.state === 'sending' ? 'send' : 'read_back',
    ...asked,
    doors: doors.filter(({ state }) => state === 'sending' || state === 'unknown'),
    isPartlyApplied: doors.some(({ state }) => state === 'applied'),
  };
}
