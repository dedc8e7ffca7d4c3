import { randomUUID } from 'node:crypto';
import type { AlignBundleInput } from '#lib/schemas/bundle';
import type { Accepted } from '#lib/schemas/tenancy';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { boss } from '#server/jobs/boss';
import { findIntent } from '../operations/find-intent.ts';
import { lockPeople, refuseUnderWay } from '../operations/refuse-under-way.ts';
import { carryOut, isSent } from '../reasons/carry-out.ts';
import { noteBundle } from './bundle-rows.ts';
import { findOpenBundle } from './find-bundle.ts';
import { planAlignment } from './plan-alignment.ts';

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
    const bundle = await findOpenBundle(tx, session, bundleId);
    const alignments = await planAlignment(tx, session, bundle, at);
    const personIds = alignments.flatMap(({ tenancy }) => tenancy.personId ?? []);
    const planned = alignments.map((alignment) => alignment.planned);
    await lockPeople(tx, personIds);
    const doors = planned.flatMap(({ items }) => items.flatMap((item) => item.doors));
    await refuseUnderWay(
      tx,
      personIds,
      doors.map(({ doorId }) => doorId),
    );
    const operationId = isSent(planned) ? randomUUID() : null;
    await carryOut(tx, jobs, session, { operationId, kind: 'align', intentId, planned, at });
    await noteBundle(tx, session, {
      object: { type: 'bundle', id: bundleId },
      buildingId: bundle.buildingId,
      operationId: operationId ?? undefined,
      details: { alignedPeople: planned.length },
    });
    return { operationId };
  });
}
