import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { operationCap } from '#lib/permissions';
import type { OperationKind } from '#lib/schemas/operation';
import type { RetryOperationInput } from '#lib/schemas/operation-control';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db, type Tx } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { permissionOf } from '#server/operations/check-rights';
import { createOperation } from '#server/operations/create-operation';
import type { NewItem } from '#server/operations/new-operation';
import { lockManageable } from './manageable.ts';

/**
 * Sends again what of an operation was refused, on those doors alone: a new operation that names the old one. Rights are
 * those of whoever asks now. Throws Refusal `stale` when nothing failed or it was sent again already.
 */
export async function retryOperation(session: Session, input: RetryOperationInput): Promise<{ operationId: string }> {
  await requirePermission(session, 'operation.manage');
  const { operationId, intentId } = input;
  const jobs = await boss();
  return db().transaction(async (tx) => {
    await lockManageable(tx, session, operationId);
    await refuseSecondRetry(tx, session, input);
    const { kind, items } = await failedItems(tx, session, operationId);
    for (const action of new Set(items.map((item) => item.action))) {
      await requirePermission(session, permissionOf[action]);
    }
    if (items.length > operationCap[session.staff.role]) {
      throw new Refusal('limited', { params: { reason: 'too_many_people' } });
    }
    const { id: staffId } = session.staff;
    return createOperation(tx, jobs, {
      kind,
      staffId,
      intentId,
      requestId: session.requestId,
      retryOf: operationId,
      items,
    });
  });
}

async function refuseSecondRetry(tx: Tx, session: Session, { operationId, intentId }: RetryOperationInput) {
  const earlier = await tx.execute(sql`
    select 1 from operation where retry_of = ${operationId}
      and not (staff_id = ${session.staff.id} and intent_id = ${intentId})`);
  if (earlier.rows.length > 0) throw new Refusal('stale', { params: { reason: 'retried_already' } });
}

async function failedItems(
  tx: Tx,
  session: Session,
  operationId: string,
): Promise<{ kind: OperationKind; items: NewItem[] }> {
  const found = await tx.execute<NewItem & { kind: OperationKind }>(sql`
    select o.kind, i.action, i.person_id as "personId", i.recipient, i.terms, i.expected, doors.doors
    from operation o join operation_item i on i.operation_id = o.id
    cross join lateral (
      select json_agg(json_build_object('doorId', d.door_id, 'buildingId', d.building_id)) as doors
      from operation_item_door d
      where d.item_id = i.id and d.state = 'rejected' and ${inScope(session, sql`d.building_id`)}
    ) doors
    where o.id = ${operationId} and doors.doors is not null
      -- Whoever was erased meanwhile has no address left to give anything to.
      and (i.action <> 'grant' or coalesce(i.recipient->>'email', i.recipient->>'phone') is not null)
    order by i.position`);
  const [first] = found.rows;
  if (!first) throw new Refusal('stale', { params: { reason: 'nothing_to_retry' } });
  return { kind: first.kind, items: found.rows.map(({ kind: _, ...item }) => item) };
}
