import { randomUUID } from 'node:crypto';
import { inArray, sql } from 'drizzle-orm';
import { contactKey } from '#lib/access-rules/contact-key';
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
  // One statement each and no JSON around it, however many there are: thousands of calls must not keep anybody waiting.
  await tx.execute(sql`
    insert into operation_item (id, operation_id, position, action, state, person_id, person_key, recipient, terms,
      expected, is_intent_logged, lane, after_item_id, due_at)
    select r.id, ${operationId}, r.position - 1, r.action, 'queued', r.person_id, r.person_key, r.recipient::jsonb,
      r.terms::jsonb, r.expected::jsonb, ${isIntentLogged}, r.lane, r.after_item_id, clock_timestamp()
    from unnest(${sql.param(ids)}::uuid[], ${sql.param(items.map((item) => item.action))}::text[],
      ${sql.param(items.map((item) => item.personId))}::uuid[], ${sql.param(keys)}::text[],
      ${sql.param(items.map((item) => JSON.stringify(item.recipient)))}::text[],
      ${sql.param(items.map((item) => item.terms && JSON.stringify(item.terms)))}::text[],
      ${sql.param(items.map((item) => item.expected && JSON.stringify(item.expected)))}::text[],
      ${sql.param(items.map((item) => laneOf(item.action, items.length)))}::text[],
      ${sql.param(items.map((item) => (item.after === undefined ? null : ids[item.after])))}::uuid[])
      with ordinality as r(id, action, person_id, person_key, recipient, terms, expected, lane, after_item_id, position)`);
  const doors = items.flatMap((item, at) => item.doors.map((door) => ({ ...door, itemId: ids[at] })));
  await tx.execute(sql`
    insert into operation_item_door (item_id, door_id, operation_id, building_id, state)
    select r.item_id, r.door_id, ${operationId}, r.building_id, 'queued'
    from unnest(${sql.param(doors.map((door) => door.itemId))}::uuid[], ${sql.param(doors.map((door) => door.doorId))}::uuid[],
      ${sql.param(doors.map((door) => door.buildingId))}::uuid[]) as r(item_id, door_id, building_id)`);
  await showPeopleInScope(tx, items);
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
  return items.map(
    ({ personId, recipient }) => contactKey((personId && known.get(personId)) || recipient) ?? personId ?? '',
  );
}

/** A person with an operation in a building may be seen by that building's staff. */
async function showPeopleInScope(tx: Tx, items: readonly NewItem[]): Promise<void> {
  const seen = items.flatMap(({ personId, doors }) =>
    personId === null ? [] : doors.flatMap(({ buildingId }) => (buildingId === null ? [] : [{ personId, buildingId }])),
  );
  if (seen.length === 0) return;
  await tx.execute(sql`
    insert into person_building (person_id, building_id, sort_name, is_gone)
    select distinct p.id, r.building_id, p.sort_name, p.gone_at is not null
    from unnest(${sql.param(seen.map((one) => one.personId))}::uuid[],
      ${sql.param(seen.map((one) => one.buildingId))}::uuid[]) as r(person_id, building_id)
    join person p on p.id = r.person_id
    on conflict do nothing`);
}
