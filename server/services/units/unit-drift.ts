import type { LeaseDrift } from '#lib/schemas/lease-drift';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { driftOf } from '../alignment/drift-of.ts';
import { planAlignment } from '../alignment/plan-alignment.ts';
import { findUnit } from './find-unit.ts';
import { unitSource } from './unit-source.ts';

/** Who lives in a unit with other private doors than it has now, and what bringing them in line would send. */
export async function unitDrift(session: Session, unitId: string): Promise<LeaseDrift> {
  await requirePermission(session, 'unit.read');
  const at = await now();
  return db().transaction(async (tx) => {
    const source = await unitSource(tx, await findUnit(tx, session, unitId));
    return driftOf(tx, session, await planAlignment(tx, session, source, at), at);
  });
}
