import { sql } from 'drizzle-orm';
import type { AlignBundleInput } from '#lib/schemas/bundle';
import type { Accepted } from '#lib/schemas/tenancy';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { bringInLine } from '../alignment/bring-in-line.ts';
import { findIntent } from '../operations/find-intent.ts';
import { noteBundle } from './bundle-rows.ts';
import { bundleSource } from './bundle-source.ts';
import { findOpenBundle } from './find-bundle.ts';

/**
 * Gives everybody who has a bundle what it says now, as one operation. `operationId` null = nothing had to be sent.
 * Throws Refusal `forbidden_or_missing`, `stale` while something is under way for one of them, `limited`.
 */
export async function alignBundle(session: Session, { intentId, bundleId }: AlignBundleInput): Promise<Accepted> {
  await requirePermission(session, 'unit.edit');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, intentId);
    if (known) return { operationId: known };
    // Whoever asks at the same time finds them in line.
    await tx.execute(sql`select 1 from bundle where id = ${bundleId} for update`);
    const bundle = await findOpenBundle(tx, session, bundleId);
    const source = await bundleSource(tx, bundle);
    const { operationId, alignedPeople } = await bringInLine(tx, jobs, session, { source, intentId, at });
    await noteBundle(tx, session, {
      object: { type: 'bundle', id: bundleId },
      buildingId: bundle.buildingId,
      operationId: operationId ?? undefined,
      details: { alignedPeople },
    });
    return { operationId };
  });
}
