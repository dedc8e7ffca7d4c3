import { sql } from 'drizzle-orm';
import type { Accepted } from '#lib/schemas/tenancy';
import type { AlignUnitInput } from '#lib/schemas/unit';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { bringInLine } from '../alignment/bring-in-line.ts';
import { findIntent } from '../operations/find-intent.ts';
import { findOpenUnit } from './find-unit.ts';
import { noteUnit } from './save-unit.ts';
import { unitSource } from './unit-source.ts';

/**
 * Gives everybody who lives in a unit the private doors it has now, as one operation. `operationId` null = nothing had
 * to be sent. Throws Refusal `forbidden_or_missing`, `stale` while something is under way for one of them, `limited`.
 */
export async function alignUnit(session: Session, { intentId, unitId }: AlignUnitInput): Promise<Accepted> {
  await requirePermission(session, 'unit.edit');
  const [at, jobs] = await Promise.all([now(), boss()]);
  return db().transaction(async (tx) => {
    const known = await findIntent(tx, session, intentId);
    if (known) return { operationId: known };
    // Whoever asks at the same time finds them in line.
    await tx.execute(sql`select 1 from unit where id = ${unitId} for update`);
    const unit = await findOpenUnit(tx, session, unitId);
    const source = await unitSource(tx, unit);
    const { operationId, alignedPeople } = await bringInLine(tx, jobs, session, { source, intentId, at });
    await noteUnit(tx, session, {
      ...{ unitId, buildingId: unit.buildingId },
      operationId: operationId ?? undefined,
      details: { alignedPeople },
    });
    return { operationId };
  });
}
