import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { operationCap } from '#lib/permissions';
import type { DryRunKind } from '#lib/schemas/dry-run';
import { canonicalJson, type Json } from '#server/audit/canonical';
import { sha256Hex } from '#server/audit/chain';
import type { Session } from '#server/auth/session';
import { advisoryLocks } from '#server/db/advisory-locks';
import { db, type Tx } from '#server/db/pool';
import { dryRun } from '#server/db/schema/dry-runs';
import type { PlannedRow } from './planned-row.ts';

/** So long a dry run may be confirmed; then things may be too different from what was shown. */
const lifeMinutes = 60;

/**
 * Works out what would be sent and keeps it, for its maker alone to look at and confirm. What is being accepted at this
 * moment is waited for and read; whatever is written from then on has a later time, and a later transaction number:
 * both say that it is not in it. Throws Refusal `limited` when it is more than the role may send at once.
 */
export async function makeDryRun(
  session: Session,
  kind: DryRunKind,
  plan: (tx: Tx) => Promise<PlannedRow[]>,
): Promise<{ dryRunId: string }> {
  const { acceptance } = advisoryLocks;
  await db().execute(sql`select pg_advisory_lock_shared(${acceptance}), pg_advisory_unlock_shared(${acceptance})`);
  return db().transaction(async (tx) => {
    await tx.execute(sql`select pg_current_xact_id()`);
    return save(tx, session, kind, await plan(tx));
  });
}

async function save(tx: Tx, session: Session, kind: DryRunKind, rows: PlannedRow[]): Promise<{ dryRunId: string }> {
  const cap = operationCap[session.staff.role];
  if (rows.flatMap((row) => (row.action === null ? [] : row.doors)).length > cap) {
    throw new Refusal('limited', { params: { reason: 'too_many_people' } });
  }
  const id = randomUUID();
  await tx.insert(dryRun).values({
    id,
    kind,
    staffId: session.staff.id,
    hash: hashOf(rows),
    // When reading began: what happens while it is worked out is not in it.
    createdAt: sql`transaction_timestamp()`,
    expiresAt: sql`clock_timestamp() + make_interval(mins => ${lifeMinutes})`,
  });
  await tx.execute(sql`
    insert into dry_run_row (dry_run_id, position, line, person_id, recipient, action, terms, expected, doors,
      person_key, reasons, lease, is_notified, problem, problem_params)
    select ${id}, r.position - 1, (r.row->>'line')::int, (r.row->>'personId')::uuid, r.row->'recipient',
      r.row->>'action', nullif(r.row->'terms', 'null'), nullif(r.row->'expected', 'null'), r.row->'doors',
      r.row->>'personKey', r.row->'reasons', r.row->'lease', (r.row->>'isNotified')::boolean, r.row->>'problem', nullif(r.row->'problemParams', 'null')
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality r(row, position)`);
  return { dryRunId: id };
}

/** Over every call: who, what, on which doors, with which terms. */
const hashOf = (rows: PlannedRow[]): string => {
  const calls: Json = JSON.parse(
    JSON.stringify(
      rows
        .filter((row) => row.action !== null)
        .map(({ action, personId, recipient, terms, doors, lease }) => ({
          ...{ action, personId, recipient, terms, doors },
          ...(lease ? { unitId: lease.unitId, leaseEnd: lease.leaseEnd } : {}),
        })),
    ),
  );
  return sha256Hex(canonicalJson(calls));
};
