import { and, eq, isNull, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { SaveBundleInput } from '#lib/schemas/bundle';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db, type Tx } from '#server/db/pool';
import { bundle, bundleDoor } from '#server/db/schema/units';
import { requireDoorsOf } from '../units/save-unit.ts';
import { findBundle } from './find-bundle.ts';

/**
 * Makes a bundle, or changes its name, kind and doors. Nobody's access changes by it: `bundleDrift` says whose would,
 * and `alignBundle` does it. Throws Refusal `forbidden_or_missing`, `stale`, `invalid` on `name` (taken).
 */
export async function saveBundle(session: Session, input: SaveBundleInput): Promise<{ bundleId: string }> {
  await requirePermission(session, 'unit.edit');
  const { buildingId, name, kind } = input;
  const doors = [...new Map(input.doors.map((door) => [door.doorId, door])).values()];
  return db().transaction(async (tx) => {
    await requireDoorsOf(
      tx,
      session,
      buildingId,
      doors.map(({ doorId }) => doorId),
    );
    const before = input.bundleId ? await findBundle(tx, session, input.bundleId) : null;
    if (before && (before.buildingId !== buildingId || before.isArchived))
      throw new Refusal('stale', { params: { reason: 'bundle_gone' } });
    await refuseTakenName(tx, input);
    const bundleId = before?.id ?? (await insertBundle(tx, input));
    if (before) await tx.update(bundle).set({ name, kind }).where(eq(bundle.id, bundleId));
    await tx.delete(bundleDoor).where(eq(bundleDoor.bundleId, bundleId));
    await tx.insert(bundleDoor).values(doors.map((door) => ({ ...door, bundleId })));
    if (kind === 'amenities') await claimFoundReasons(tx, bundleId);
    await appendAudit(tx, {
      event: 'bundle.edit',
      phase: 'done',
      actor: { kind: 'staff', staffId: session.staff.id, sessionId: session.sessionId },
      object: { type: 'bundle', id: bundleId },
      buildingId,
      requestId: session.requestId,
      details: {
        before: before && { name: before.name, doorIds: before.doors.map(({ doorId }) => doorId) },
        after: { name, doorIds: doors.map(({ doorId }) => doorId) },
      },
    });
    return { bundleId };
  });
}

/** Households that were found living there held these doors before the bundle had a name: they have it, too. */
async function claimFoundReasons(tx: Tx, bundleId: string): Promise<void> {
  await tx.execute(sql`
    update access_reason r set bundle_id = ${bundleId}
    from tenancy t join bundle_door bd on bd.bundle_id = ${bundleId}
    where t.id = r.tenancy_id and t.operation_id is null and r.door_id = bd.door_id and r.bundle_id is null
      and r.ended_at is null
      and not exists (select 1 from unit_door ud where ud.unit_id = t.unit_id and ud.door_id = r.door_id)`);
}

async function insertBundle(tx: Tx, { buildingId, name, kind }: SaveBundleInput): Promise<string> {
  const [made] = await tx.insert(bundle).values({ buildingId, name, kind }).returning({ id: bundle.id });
  if (!made) throw new Error('The bundle was not made.');
  return made.id;
}

async function refuseTakenName(tx: Tx, { bundleId, buildingId, name }: SaveBundleInput): Promise<void> {
  const [taken] = await tx
    .select({ id: bundle.id })
    .from(bundle)
    .where(
      and(
        eq(bundle.buildingId, buildingId),
        isNull(bundle.archivedAt),
        sql`${bundle.sortName} = search_key(${name}::text)`,
      ),
    );
  if (taken && taken.id !== bundleId)
    throw new Refusal('invalid', { field: 'name', params: { reason: 'bundle_name_taken' } });
}
