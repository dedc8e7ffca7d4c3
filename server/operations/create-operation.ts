import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { type AuditInput, appendAudit } from '../audit/append.ts';
import type { Tx } from '../db/pool.ts';
import { type Lane, operation, operationItem, operationItemDoor, type Recipient } from '../db/schema/operations.ts';

import { enqueue } from '../jobs/boss.ts';
import { laneJob } from '../jobs/queues.ts';

import { eventOf, type NewItem, type NewOperation } from './new-operation.ts';
import { overtake } from './overtake.ts';

/**
 * Records what is to be done, the audit intent and the job that does it, all in the caller's transaction; call it last
 * there. The same intent of the same staff member twice is one operation: the first one's id is answered.
 */
export async function createOperation(tx: Tx, boss: PgBoss, wanted: NewOperation): Promise<{ operationId: string }> {
  const id = wanted.id ?? randomUUID();
  const made = await tx
    .insert(operation)
    .values({ ...pick(wanted), id, state: 'active', createdAt: sql`clock_timestamp()` })
    .onConflictDoNothing({ target: [operation.staffId, operation.intentId] })
    .returning({ id: operation.id });
  if (made.length === 0) return { operationId: await existing(tx, wanted) };
  const lane = laneOf(wanted);
  await insertItems(tx, id, wanted.items, lane);
  for (const item of wanted.items) if (item.action === 'revoke') await overtake(tx, id, item, wanted.requestId);
  await enqueue(boss, tx, laneJob[lane], { operationId: id });
  await appendAudit(
    tx,
    wanted.items.flatMap((item) => intentsOf(item, id, wanted)),
  );
  return { operationId: id };
}

const pick = ({ kind, staffId, intentId, requestId }: NewOperation) => ({ kind, staffId, intentId, requestId });

async function existing(tx: Tx, { staffId, intentId }: NewOperation): Promise<string> {
  const [found] = await tx
    .select({ id: operation.id })
    .from(operation)
    .where(and(eq(operation.staffId, staffId), eq(operation.intentId, intentId)));
  if (!found) throw new Error('The operation of this intent is neither new nor known.');
  return found.id;
}

/** Above this many calls an operation is bulk: it yields to people waiting in front of a page. */
const bulkThreshold = 10;

function laneOf({ items }: NewOperation): Lane {
  if (items.every((item) => item.action === 'revoke')) return 'revoke';
  return items.length > bulkThreshold ? 'bulk' : 'interactive';
}

async function insertItems(tx: Tx, operationId: string, items: NewItem[], lane: Lane): Promise<void> {
  const ids = items.map(() => randomUUID());
  const rows = items.map((item, position) => ({
    id: ids[position] ?? '',
    operationId,
    position,
    action: item.action,
    state: 'queued' as const,
    personId: item.personId,
    personKey: personKeyOf(item),
    recipient: item.recipient,
    terms: item.terms,
    lane,
    dueAt: sql`clock_timestamp()`,
    afterItemId: item.after === undefined ? null : ids[item.after],
  }));
  const doors = items.flatMap((item, index) =>
    item.doors.map((door) => ({ ...door, itemId: rows[index]?.id ?? '', operationId, state: 'queued' as const })),
  );
  for (const chunk of chunks(rows, 1000)) await tx.insert(operationItem).values(chunk);
  for (const chunk of chunks(doors, 5000)) await tx.insert(operationItemDoor).values(chunk);
  await showPeopleInScope(tx, operationId);
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

/** The person's id, else what OpenKit would match them by. */
const personKeyOf = ({ personId, recipient }: Pick<NewItem, 'personId' | 'recipient'>): string =>
  personId ?? recipient.email?.toLowerCase() ?? recipient.phone ?? '';

/** One intent for each call and building, so that the log can be read by building. */
function intentsOf(item: NewItem, operationId: string, wanted: NewOperation): AuditInput[] {
  const byBuilding = Map.groupBy(item.doors, (door) => door.buildingId);
  return [...byBuilding].map(([buildingId, doors]) => ({
    event: eventOf[item.action],
    phase: 'intent',
    actor: { kind: 'staff', staffId: wanted.staffId },
    object: item.personId ? { type: 'person', id: item.personId } : { type: 'operation', id: operationId },
    buildingId: buildingId ?? undefined,
    operationId,
    requestId: wanted.requestId,
    details: { doorIds: doors.map((door) => door.doorId), terms: item.terms },
    personal: personalOf(item.recipient),
  }));
}

const personalOf = ({ firstName, lastName, email, phone }: Recipient): Record<string, string> => ({
  name: `${firstName} ${lastName}`,
  ...(email ? { email } : {}),
  ...(phone ? { phone } : {}),
});

const chunks = <T>(rows: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => rows.slice(index * size, (index + 1) * size));
