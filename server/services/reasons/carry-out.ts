import type { PgBoss } from 'pg-boss';
import { Refusal } from '#lib/errors';
import { operationCap } from '#lib/permissions';
import type { OperationKind } from '#lib/schemas/operation';
import type { Instant } from '#lib/time/instant';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import { createOperation } from '#server/operations/create-operation';
import { askedFrom } from '#server/operations/new-operation';
import type { PlannedChange } from './plan-change.ts';
import { endReasons, writeReasons } from './reason-rows.ts';

type Accepted = {
  /** Made beforehand, so that rows of the job can name it; null = nothing is to be sent. */
  operationId: string | null;
  kind: OperationKind;
  intentId: string;
  planned: readonly PlannedChange[];
  at: Instant;
};

/**
 * Writes changes of reasons and the one operation that sends what follows from them, in the caller's transaction.
 * Throws Refusal `limited` above the role's cap.
 */
export async function carryOut(tx: Tx, jobs: PgBoss, session: Session, accepted: Accepted): Promise<void> {
  await writeChanges(tx, accepted);
  await sendChanges(tx, jobs, session, accepted);
}

/** The first half of it, for jobs that go on to write what follows from the reasons. */
export async function writeChanges(tx: Tx, { operationId, planned, at }: Accepted): Promise<void> {
  const dropIds = planned.flatMap((change) => change.dropIds);
  await endReasons(tx, dropIds, { at, operationId });
  await writeReasons(tx, planned, operationId);
}

/**
 * The other half. Nothing but the log may be written after it: whoever holds a row may wait for what it holds. Throws
 * Refusal `limited` above the role's cap.
 */
export async function sendChanges(
  tx: Tx,
  jobs: PgBoss,
  session: Session,
  { operationId, kind, intentId, planned }: Accepted,
): Promise<void> {
  const items = planned.flatMap((change) => change.items);
  if (items.flatMap((item) => item.doors).length > operationCap[session.staff.role]) {
    throw new Refusal('limited', { params: { reason: 'too_many_doors' } });
  }
  if (operationId === null) return;
  await createOperation(tx, jobs, {
    id: operationId,
    kind,
    ...askedFrom(session),
    intentId,
    items,
  });
}

/** Whether anything is to be sent. */
export const isSent = (planned: readonly PlannedChange[]): boolean => planned.some(({ items }) => items.length > 0);
