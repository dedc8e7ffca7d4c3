import { eq, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { SetBuildingRulesInput } from '#lib/schemas/unit';
import { defaultRules, type LeaseRules } from '#lib/units/lease-window';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { db, type Tx } from '#server/db/pool';
import { buildingRules } from '#server/db/schema/units';

/** When leases open and close doors in a building; ours until somebody sets its own. */
export async function readRules(tx: Tx, buildingId: string): Promise<LeaseRules> {
  const [found] = await tx.select().from(buildingRules).where(eq(buildingRules.buildingId, buildingId));
  if (!found) return defaultRules;
  const { moveInHour, moveOutHour, graceDays } = found;
  return { moveInHour, moveOutHour, graceDays };
}

/**
 * Sets them for move-ins and changes of leases from now on; nobody's access changes by it. Throws
 * `forbidden_or_missing`.
 */
export async function setBuildingRules(session: Session, input: SetBuildingRulesInput): Promise<void> {
  await requirePermission(session, 'unit.edit');
  const { buildingId, ...rules } = input;
  await db().transaction(async (tx) => {
    const found = await tx.execute(
      sql`select 1 from building where id = ${buildingId} and ${inScope(session, sql`id`)}`,
    );
    if (found.rows.length === 0) throw new Refusal('forbidden_or_missing');
    const before = await readRules(tx, buildingId);
    await tx.insert(buildingRules).values(input).onConflictDoUpdate({ target: buildingRules.buildingId, set: rules });
    await appendAudit(tx, {
      event: 'unit.edit',
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'building', id: buildingId },
      buildingId,
      requestId: session.requestId,
      details: { before: { ...before }, after: { ...rules } },
    });
  });
}
