import type { LeaseDrift } from '#lib/schemas/lease-drift';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { driftOf } from '../alignment/drift-of.ts';
import { planAlignment } from '../alignment/plan-alignment.ts';
import { bundleSource } from './bundle-source.ts';
import { findBundle } from './find-bundle.ts';

/** Who has a bundle otherwise than it says now, and what bringing them in line would send; changes nothing. */
export async function bundleDrift(session: Session, bundleId: string): Promise<LeaseDrift> {
  await requirePermission(session, 'unit.read');
  const at = await now();
  return db().transaction(async (tx) => {
    const source = await bundleSource(tx, await findBundle(tx, session, bundleId));
    return driftOf(tx, session, await planAlignment(tx, session, source, at), at);
  });
}
