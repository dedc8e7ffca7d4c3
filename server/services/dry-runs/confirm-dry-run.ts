import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { operationCap } from '#lib/permissions';
import type { ConfirmDryRunInput, DryRunKind } from '#lib/schemas/dry-run';
import type { OperationKind } from '#lib/schemas/operation';
import type { Accepted } from '#lib/schemas/tenancy';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import type { DryRunDoor } from '#server/db/schema/dry-runs';
import { boss } from '#server/jobs/boss';
import { permissionOf } from '#server/operations/check-rights';
import { createOperation } from '#server/operations/create-operation';
import { askedFrom } from '#server/operations/new-operation';
import { logLeases, noteReasons } from './note-reasons.ts';
import { isOwn } from './own-dry-run.ts';
import { type PlannedCall, refuseOutdated } from './refuse-outdated.ts';

const operationKind: Record<DryRunKind, OperationKind> = {
  extend: 'extend',
  revoke: 'revoke',
  grant: 'grant',
  onboard: 'grant',
};

/**
 * Accepts what a dry run showed, as one operation, with the leases and reasons that go with it; `operationId` null =
 * all is held as wanted, so that they are noted and nothing is sent. The same dry run again answers the same operation,
 * or is too old where there is none. Throws Refusal `forbidden_or_missing` as `getDryRun` does, `stale` when it is too
 * old, is not what was shown or does not fit any more, or has nothing to send or to note; `limited` above the role's
 * cap of now.
 */
export async function confirmDryRun(session: Session, input: ConfirmDryRunInput): Promise<Accepted> {
  await requirePermission(session, 'operation.manage');
  const jobs = await boss();
  return db().transaction(async (tx) => {
    const found = await lockDryRun(tx, session, input);
    if (found.operationId) return { operationId: found.operationId };
    const calls = await callsOf(tx, input.dryRunId);
    if (calls.flatMap((call) => call.doors).length > operationCap[session.staff.role]) {
      throw new Refusal('limited', { params: { reason: 'too_many_people' } });
    }
    const items = calls.map(({ isNoted: _, ...item }) =>
      item.action === 'change' ? item : { ...item, expected: null },
    );
    const operationId = items.length > 0 ? randomUUID() : null;
    for (const action of new Set(operationId ? items.map((item) => item.action) : (['grant'] as const))) {
      await requirePermission(session, permissionOf[action]);
    }
    await lockPlanned(tx, input.dryRunId);
    await refuseOutdated(tx, input.dryRunId, calls, await now());
    const { leases, people } = await noteReasons(tx, input.dryRunId, operationId);
    if (leases.length > 0) await requirePermission(session, 'tenancy.manage');
    if (!operationId && people === 0) throw new Refusal('stale', { params: { reason: 'nothing_to_send' } });
    const accepted = operationId
      ? await createOperation(tx, jobs, {
          id: operationId,
          kind: operationKind[found.kind],
          ...askedFrom(session),
          intentId: input.intentId,
          items,
        })
      : { operationId };
    await settle(tx, input.dryRunId, accepted.operationId);
    await logLeases(tx, session, leases, accepted.operationId);
    await appendAudit(tx, {
      event: 'operation.control',
      phase: 'done',
      actor: staffActor(session),
      object: accepted.operationId ? { type: 'operation', id: accepted.operationId } : undefined,
      operationId: accepted.operationId ?? undefined,
      requestId: session.requestId,
      details: { control: 'confirm', callCount: items.length, notedPeople: people, hash: input.hash },
    });
    return accepted;
  });
}

async function lockDryRun(
  tx: Tx,
  session: Session,
  { dryRunId, hash }: ConfirmDryRunInput,
): Promise<{ kind: DryRunKind; operationId: string | null }> {
  const found = await tx.execute<{
    kind: DryRunKind;
    operationId: string | null;
    hash: string;
    isExpired: boolean;
  }>(sql`
    select kind, operation_id as "operationId", hash, expires_at < clock_timestamp() as "isExpired"
    from dry_run d where id = ${dryRunId} and ${isOwn(session)} for update`);
  const [row] = found.rows;
  if (!row) throw new Refusal('forbidden_or_missing');
  if (!row.operationId && (row.isExpired || row.hash !== hash)) {
    throw new Refusal('stale', { params: { reason: 'dry_run_old' } });
  }
  return row;
}

/** What became no operation is never confirmed again either. */
async function settle(tx: Tx, dryRunId: string, operationId: string | null): Promise<void> {
  await tx.execute(
    operationId
      ? sql`update dry_run set operation_id = ${operationId} where id = ${dryRunId}`
      : sql`update dry_run set expires_at = clock_timestamp() where id = ${dryRunId}`,
  );
}

async function callsOf(tx: Tx, dryRunId: string): Promise<PlannedCall[]> {
  const found = await tx.execute<Omit<PlannedCall, 'doors'> & { doors: DryRunDoor[] }>(sql`
    with noted as materialized (
      select person_id from dry_run_row where dry_run_id = ${dryRunId} and person_key is not null)
    select action, person_id as "personId", recipient, terms, expected, doors,
      person_key is not null or (person_id in (select person_id from noted)) is true as "isNoted"
    from dry_run_row where dry_run_id = ${dryRunId} and action is not null order by position`);
  return found.rows.map(({ doors, ...call }) => ({
    ...call,
    doors: doors.map(({ doorId, buildingId }) => ({ doorId, buildingId })),
  }));
}

/** All for whom something is sent or noted, so that what they hold and why stays as it is found. */
async function lockPlanned(tx: Tx, dryRunId: string): Promise<void> {
  await tx.execute(sql`
    select 1 from person where id in (
      select person_id from dry_run_row where dry_run_id = ${dryRunId} and (action is not null or person_key is not null))
    order by id for update`);
}
