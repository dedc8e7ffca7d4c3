import { sql } from 'drizzle-orm';
import { contactKey } from '#lib/access-rules/contact-key';
import { idsInARow } from '../db/ids-in-a-row.ts';
import { insertRows } from '../db/insert-rows.ts';
import type { Tx } from '../db/pool.ts';
import { operationItem, operationItemDoor, type Recipient } from '../db/schema/operations.ts';
import { rememberBuildings } from '../mirror/remember-buildings.ts';
import { laneOf } from './lanes.ts';
import type { NewItem } from './new-operation.ts';

export type KeyedItem = NewItem & { personKey: string };

/** Writes the calls of an operation and the doors of each, all queued. Answers them with each one's person key. */
export async function insertItems(
  tx: Tx,
  operationId: string,
  items: NewItem[],
  isIntentLogged: boolean,
): Promise<KeyedItem[]> {
  const keys = await personKeys(tx, items);
  const shared = { operationId, state: 'queued' } as const;
  const nextId = idsInARow();
  const calls = items.map((item, position) => ({
    item,
    position,
    id: nextId(),
    personKey: keys[position] ?? '',
  }));
  await insertRows(
    tx,
    operationItem,
    calls.map(({ item: { action, personId, recipient, terms, expected, after }, ...call }) => ({
      ...{ action, personId, recipient, terms, expected, isIntentLogged, ...shared, ...call },
      lane: laneOf(action, items.length),
      afterItemId: after === undefined ? null : calls[after]?.id,
    })),
    { same: { dueAt: sql`clock_timestamp()` } },
  );
  await insertRows(
    tx,
    operationItemDoor,
    calls.flatMap(({ id: itemId, item }) =>
      item.doors.map(({ doorId, buildingId }) => ({ itemId, doorId, buildingId, ...shared })),
    ),
  );
  // Whose access is changed or taken away was seen there when the mirror read it.
  await rememberBuildings(
    tx,
    items.flatMap(({ action, personId, doors }) =>
      action !== 'grant' || personId === null ? [] : doors.map(({ buildingId }) => ({ personId, buildingId })),
    ),
  );
  return items.map((item, position) => ({ ...item, personKey: keys[position] ?? '' }));
}

/**
 * Who OpenKit would take each item's person for. The same for someone known by id and for someone typed anew, so that
 * a revocation also meets the grant that made the person.
 */
async function personKeys(tx: Tx, items: NewItem[]): Promise<string[]> {
  const ids = [...new Set(items.flatMap((item) => item.personId ?? []))];
  const found = await tx.execute<Pick<Recipient, 'email' | 'phone'> & { id: string }>(sql`
    select id, email, phone from person where id = any(${sql.param(ids)}::uuid[])`);
  const known = new Map(found.rows.map((contact) => [contact.id, contact]));
  return items.map(
    ({ personId, recipient }) => contactKey((personId && known.get(personId)) || recipient) ?? personId ?? '',
  );
}
