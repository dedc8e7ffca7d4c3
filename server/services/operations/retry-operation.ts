import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { operationCap } from '#lib/permissions';
import type { RetryOperationInput } from '#lib/schemas/operation-control';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { permissionOf } from '#server/operations/check-rights';
import { createOperation } from '#server/operations/create-operation';
import { askedFrom } from '#server/operations/new-operation';
import { findIntent } from './find-intent.ts';
import { lockManageable } from './manageable.ts';
import { resentItems } from './resent-items.ts';

/**
 * Sends again what of an operation was refused, on those doors alone, and then what waited for it: a new operation that
 * names the old one. Rights are those of whoever asks now; who sees a part of it sends that part, and others the rest.
 * Throws Refusal `stale` while it is under way, when nothing failed or it was sent again already.
 */
export async function retryOperation(session: Session, input: RetryOperationInput): Promise<{ operationId: string }> {
  await requirePermission(session, 'operation.manage');
  const { operationId, intentId } = input;
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const { state } = await lockManageable(tx, session, operationId);
    const known = await findIntent(tx, session, intentId);
    if (known) return { operationId: known };
    // Whoever ends its last call wants the row, which is locked here, and may hold people that are locked next.
    if (state === 'active') throw new Refusal('stale', { params: { reason: 'still_active' } });
    const retryId = randomUUID();
    const resent = await resentItems(tx, session, { operationId, retryId, at });
    if (!resent) throw new Refusal('stale', { params: { reason: await whyNothing(tx, operationId) } });
    const { kind, items, records } = resent;
    for (const action of new Set(items.map((item) => item.action))) {
      await requirePermission(session, permissionOf[action]);
    }
    if (items.flatMap((item) => item.doors).length > operationCap[session.staff.role]) {
      throw new Refusal('limited', { params: { reason: 'too_many_people' } });
    }
    const created = await createOperation(tx, jobs, {
      id: retryId,
      kind,
      ...askedFrom(session),
      intentId,
      retryOf: operationId,
      items,
    });
    await appendAudit(tx, records);
    return created;
  });
}

async function whyNothing(tx: Tx, operationId: string): Promise<'retried_already' | 'nothing_to_retry'> {
  const earlier = await tx.execute(sql`select 1 from operation where retry_of = ${operationId} limit 1`);
  return earlier.rows.length > 0 ? 'retried_already' : 'nothing_to_retry';
}
