import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { appendAudit } from '../audit/append.ts';
import { advisoryLocks } from '../db/advisory-locks.ts';
import type { Tx } from '../db/pool.ts';
import { operation } from '../db/schema/operations.ts';
import { enqueue } from '../jobs/boss.ts';
import { laneJob } from '../jobs/queues.ts';
import { askedBefore } from './asked-before.ts';
import { insertItems } from './insert-items.ts';
import { acceptedIntents, isLoggedAtOnce } from './intents.ts';
import { lanesOf } from './lanes.ts';
import type { NewOperation } from './new-operation.ts';
import { openCalls } from './open-calls.ts';
import { overtake } from './overtake.ts';
import { refuseAskedTwice } from './refuse-asked-twice.ts';

/**
 * Records what is to be done, the audit intent and the job that does it, all in the caller's transaction; call it last
 * there. The same intent of the same staff member twice is one operation: the first one's id is answered. Throws
 * Refusal `stale` when the same grant is already under way.
 */
export async function createOperation(tx: Tx, boss: PgBoss, wanted: NewOperation): Promise<{ operationId: string }> {
  await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLocks.acceptance})`);
  const id = wanted.id ?? randomUUID();
  const { kind, staffId, sessionId, intentId, requestId, retryOf, items } = wanted;
  const made = await tx
    .insert(operation)
    .values({
      ...{ id, kind, staffId, sessionId, intentId, requestId, retryOf, state: 'active' },
      createdAt: sql`clock_timestamp()`,
    })
    .onConflictDoNothing({ target: [operation.staffId, operation.intentId] })
    .returning({ id: operation.id });
  if (made.length === 0) return { operationId: await existing(tx, wanted) };
  const keyed = await insertItems(tx, id, items, isLoggedAtOnce(items.length));
  const open = await openCalls(tx, id, keyed);
  refuseAskedTwice(keyed, open);
  const { records, isRestLeft } = await overtake(tx, { operationId: id, requestId, items: keyed }, open);
  if (isRestLeft) await enqueue(boss, tx, 'overtake-rest', { operationId: id });
  // Before those that had their turn: what waits for OpenKit may be much.
  for (const lane of lanesOf(items)) await enqueue(boss, tx, laneJob[lane], { operationId: id }, { isFirst: true });
  await appendAudit(tx, [...records, ...acceptedIntents(id, wanted)]);
  return { operationId: id };
}

async function existing(tx: Tx, wanted: NewOperation): Promise<string> {
  const id = await askedBefore(tx, wanted);
  if (!id) throw new Error('The operation of this intent is neither new nor known.');
  return id;
}
