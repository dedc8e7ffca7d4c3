import { and, eq, isNull, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { SaveBundleInput } from '#lib/schemas/bundle';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db, type Tx } from '#server/db/pool';
import { bundle, bundleDoor } from '#server/db/schema/units';
import { refuseUnseen } from '../units/refuse-unseen.ts';
import { requireDoorsOf } from '../units/save-unit.ts';
import { fillBundle, insertBundle, noteBundle } from './bundle-rows.ts';
import { findOpenBundle } from './find-bundle.ts';

/**
 * Makes a bundle, or changes its name, kind and doors. Nobody's access changes by it: `bundleDrift` says whose would,
 * and `alignBundle` does it. Throws Refusal `forbidden_or_missing`, `stale` (gone, or as `refuseUnseen`), `invalid` on
 * `name` (taken).
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
    // Whoever saves at the same time sees this one, or is seen.
    await tx.execute(sql`select 1 from bundle where id = ${input.bundleId} for update`);
    const before = input.bundleId ? await findOpenBundle(tx, session, input.bundleId) : null;
    if (before && before.buildingId !== buildingId) throw new Refusal('stale', { params: { reason: 'bundle_gone' } });
    if (before) await refuseUnseen(tx, input.seenVersion, { before, after: { name, kind, doors } });
    await refuseTakenName(tx, input);
    const bundleId = before?.id ?? (await insertBundle(tx, input));
    if (before) await tx.update(bundle).set({ name, kind }).where(eq(bundle.id, bundleId));
    await tx.delete(bundleDoor).where(eq(bundleDoor.bundleId, bundleId));
    await fillBundle(tx, bundleId, { kind, doors });
    await noteBundle(tx, session, {
      object: { type: 'bundle', id: bundleId },
      buildingId,
      details: {
        before: before && { name: before.name, doorIds: before.doors.map(({ doorId }) => doorId) },
        after: { name, doorIds: doors.map(({ doorId }) => doorId) },
      },
    });
    return { bundleId };
  });
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
