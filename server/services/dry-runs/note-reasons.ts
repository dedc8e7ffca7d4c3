import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { appendAudit } from '#server/audit/append';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { insertRows } from '#server/db/insert-rows';
import { recipientName } from '#server/db/names';
import type { Tx } from '#server/db/pool';
import type { DryRunLease, DryRunReason } from '#server/db/schema/dry-runs';
import { type NewTask, tenancy } from '#server/db/schema/units';
import { writeReasons } from '../reasons/reason-rows.ts';
import { addTasks } from '../tasks/add-tasks.ts';
import { doorTasks, type UngivableDoor } from '../tasks/door-tasks.ts';
import { ungivableOf } from './ungivable-of.ts';

type Noted = {
  personId: string | null;
  personKey: string;
  reasons: DryRunReason[] | null;
  lease: DryRunLease | null;
};

/**
 * Notes the leases of a dry run and why its people are to hold their doors, and what has to be finished by hand;
 * without an operation they hold them already. Lock these people first. Answers what goes into the log. Throws Refusal
 * `stale` when one of them has that lease, or has come to be known, since.
 */
export async function noteReasons(
  tx: Tx,
  dryRunId: string,
  operationId: string | null,
): Promise<{ leases: DryRunLease[]; people: number }> {
  const found = await tx.execute<Noted>(sql`
    select person_id as "personId", person_key as "personKey", reasons, lease
    from dry_run_row where dry_run_id = ${dryRunId} and person_key is not null order by position`);
  await refuseKnownByNow(tx, found.rows);
  const leases = found.rows.flatMap(({ personId, lease }) => (lease ? [{ ...lease, personId }] : []));
  const tenancies = leases.map(({ tenancyId, name, tasks: _, unitName: __, ...row }) => ({
    ...row,
    id: tenancyId,
    personName: name,
    operationId,
  }));
  const made = await insertRows(tx, tenancy, tenancies, { isNewOnly: true });
  if (made < tenancies.length) throw new Refusal('stale', { params: { reason: 'dry_run_old' } });
  const given = found.rows.map(({ reasons, ...holder }) => ({
    ...holder,
    add: (reasons ?? []).filter(({ isByHand }) => !isByHand),
  }));
  await endReplaced(tx, given, operationId);
  await writeReasons(tx, given, operationId);
  const tasks = leases.flatMap((lease) => lease.tasks.map((task) => ({ ...task, operationId })));
  const byHand = await tasksOfBundles(tx, dryRunId, operationId);
  await addTasks(tx, [...tasks, ...byHand]);
  return { leases, people: found.rows.length };
}

type Given = { personKey: string; add: readonly DryRunReason[] };

/** A bundle that is given once more, because its door was lost elsewhere, is one reason for it and not two. */
async function endReplaced(tx: Tx, given: readonly Given[], operationId: string | null): Promise<void> {
  const replaced = given.flatMap(({ personKey, add }) =>
    add.flatMap(({ doorId, bundleId, tenancyId }) => (bundleId && !tenancyId ? { personKey, doorId, bundleId } : [])),
  );
  if (replaced.length === 0) return;
  const bundleIds = sql`${sql.param(replaced.map(({ bundleId }) => bundleId))}::uuid[]`;
  await tx.execute(sql`
    update access_reason set ended_at = ${await now()}::timestamptz, ended_operation_id = ${operationId}
    where tenancy_id is null and ended_at is null and bundle_id = any(${bundleIds})
      and (person_key, door_id, bundle_id) in (
        select * from unnest(${sql.param(replaced.map(({ personKey }) => personKey))}::text[],
          ${sql.param(replaced.map(({ doorId }) => doorId))}::uuid[], ${bundleIds}))`);
}

/** Doors of the bundles given that OpenKit cannot give. Leases name theirs themselves. */
async function tasksOfBundles(tx: Tx, dryRunId: string, operationId: string | null): Promise<NewTask[]> {
  const found = await tx.execute<UngivableDoor & { buildingId: string; personId: string; personName: string }>(sql`
    select distinct d.id as "doorId", d.kind, d.is_activated as "isActivated", d.building_id as "buildingId",
      r.person_id as "personId", ${recipientName(sql`r.recipient`)} as "personName"
    from dry_run_row r cross join ${ungivableOf(sql`r.reasons`)}
    where r.dry_run_id = ${dryRunId} order by 1, 5`);
  return found.rows.flatMap(({ buildingId, personId, personName, ...door }) =>
    doorTasks({ buildingId, unitId: null, personId, personName, operationId }, [door]),
  );
}

/** Somebody new who is known by now may hold something, or have that lease: what was shown no longer fits. */
async function refuseKnownByNow(tx: Tx, noted: readonly Noted[]): Promise<void> {
  const keys = noted.flatMap(({ personId, personKey }) => (personId === null ? [personKey] : []));
  const known = await tx.execute(sql`
    select 1 from person where email_key = any(${sql.param(keys)}::text[]) and gone_at is null limit 1`);
  if (known.rows.length > 0) throw new Refusal('stale', { params: { reason: 'dry_run_old' } });
}

/** One record a building: each person's call is recorded by itself. */
export async function logLeases(
  tx: Tx,
  session: Session,
  leases: readonly DryRunLease[],
  operationId: string | null,
): Promise<void> {
  const byBuilding = Map.groupBy(leases, ({ buildingId }) => buildingId);
  await appendAudit(
    tx,
    [...byBuilding].map(([buildingId, of]) => ({
      event: 'tenancy.start',
      phase: 'done',
      actor: staffActor(session),
      object: operationId ? { type: 'operation', id: operationId } : { type: 'building', id: buildingId },
      buildingId,
      operationId: operationId ?? undefined,
      requestId: session.requestId,
      details: { leases: of.length, unitIds: of.map(({ unitId }) => unitId) },
    })),
  );
}
