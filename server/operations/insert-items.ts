import { randomUUID } from 'node:crypto';
import { inArray, sql } from 'drizzle-orm';
import { normalisePhone } from '#lib/access-rules/phone';
import { chunks } from '../db/chunks.ts';
import type { Tx } from '../db/pool.ts';
import { person } from '../db/schema/mirror.ts';
import type { Recipient } from '../db/schema/operations.ts';
import { laneOf } from './lanes.ts';
import type { NewItem } from './new-operation.ts';

/** Writes the calls of an operation and the doors of each, all queued. Answers each one's person key. */
export async function insertItems(
  tx: Tx,
  operationId: string,
  items: NewItem[],
  isIntentLogged: boolean,
): Promise<string[]> {
  const keys = await personKeys(tx, items);
  const ids = items.map(() => randomUUID());
  const rows = items.map((item, position) => ({
    id: ids[position],
    position,
    action: item.action,
    person_id: item.personId,
    person_key: keys[position],
    recipient: item.recipient,
    terms: item.terms,
    expected: item.expected ?? null,
    lane: laneOf(item.action, items.length),
    after_item_id: item.after === undefined ? null : ids[item.after],
    doors: item.doors,
  }));
  // One statement each, however many there are: accepting thousands of calls must not keep anybody waiting.
  const wanted = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, position int, action text,
    person_id uuid, person_key text, recipient jsonb, terms jsonb, expected jsonb, lane text, after_item_id uuid, doors jsonb)`;
  await tx.execute(sql`
    insert into operation_item (id, operation_id, position, action, state, person_id, person_key, recipient, terms,
      expected, is_intent_logged, lane, after_item_id, due_at)
    select id, ${operationId}, position, action, 'queued', person_id, person_key, recipient, nullif(terms, 'null'),
      nullif(expected, 'null'), ${isIntentLogged}, lane, after_item_id, clock_timestamp()
    from ${wanted}`);
  await tx.execute(sql`
    insert into operation_item_door (item_id, door_id, operation_id, building_id, state)
    select r.id, d."doorId", ${operationId}, d."buildingId", 'queued'
    from ${wanted} cross join lateral jsonb_to_recordset(r.doors) as d("doorId" uuid, "buildingId" uuid)`);
  await showPeopleInScope(tx, operationId);
  return keys;
}

/**
 * Who OpenKit would take each item's person for. The same for someone known by id and for someone typed anew, so that
 * a revocation also meets the grant that made the person.
 */
async function personKeys(tx: Tx, items: NewItem[]): Promise<string[]> {
  const ids = [...new Set(items.flatMap((item) => item.personId ?? []))];
  const known = new Map<string, Pick<Recipient, 'email' | 'phone'>>();
  for (const chunk of chunks(ids, 5000)) {
    const found = await tx
      .select({ id: person.id, email: person.email, phone: person.phone })
      .from(person)
      .where(inArray(person.id, chunk));
    for (const { id, ...contact } of found) known.set(id, contact);
  }
  return items.map(({ personId, recipient }) => {
    const { email, phone } = (personId && known.get(personId)) || recipient;
    return email?.toLowerCase() ?? (phone && (normalisePhone(phone) ?? phone)) ?? personId ?? '';
  });
}

/** A person with an operation in a building may be seen by that building's staff. */
async function showPeopleInScope(tx: Tx, operationId: string): Promise<void> {
  await tx.execute(sql`
    insert into person_building (person_id, building_id, sort_name)
    select distinct p.id, d.building_id, p.sort_name
    from operation_item i join operation_item_door d on d.item_id = i.id join person p on p.id = i.person_id
    where i.operation_id = ${operationId} and d.building_id is not null
    on conflict do nothing`);
}
