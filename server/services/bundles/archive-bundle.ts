import { eq, sql } from 'drizzle-orm';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { bundle } from '#server/db/schema/units';
import { noteBundle } from './bundle-rows.ts';
import { findOpenBundle } from './find-bundle.ts';

/**
 * Takes a bundle out of the lists: nobody is given it any more. Whoever holds doors by it keeps them for as long as
 * they were given them; what households were found holding is free for another bundle. Throws Refusal as
 * `findOpenBundle`.
 */
export async function archiveBundle(session: Session, { bundleId }: { bundleId: string }): Promise<void> {
  await requirePermission(session, 'unit.edit');
  const at = await now();
  await db().transaction(async (tx) => {
    const { buildingId } = await findOpenBundle(tx, session, bundleId);
    await tx.update(bundle).set({ archivedAt: at }).where(eq(bundle.id, bundleId));
    await tx.execute(sql`
      update access_reason r set bundle_id = null from tenancy t
      where r.bundle_id = ${bundleId} and r.ended_at is null and t.id = r.tenancy_id and t.is_found`);
    const object = { type: 'bundle' as const, id: bundleId };
    await noteBundle(tx, session, { object, buildingId, details: { archived: true } });
  });
}
