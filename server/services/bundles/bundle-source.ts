import { sql } from 'drizzle-orm';
import type { BundleView } from '#lib/schemas/bundle';
import type { Tx } from '#server/db/pool';
import type { LeaseSource } from '../alignment/plan-alignment.ts';

/** A bundle as what brings doors to leases, and to those it was given to without one, on its own terms. */
export async function bundleSource(tx: Tx, { id: bundleId, ...bundle }: BundleView): Promise<LeaseSource> {
  const holders = await tx.execute<{ id: string }>(sql`
    select distinct t.id from access_reason r join tenancy t on t.id = r.tenancy_id
    where r.bundle_id = ${bundleId} and r.ended_at is null and t.ended_at is null and t.person_id is not null`);
  return {
    ...bundle,
    bundleId,
    tenancyIds: holders.rows.map(({ id }) => id),
    isSame: (a, b) => a.doorId === b.doorId && a.end === b.end && a.shareable === b.shareable,
    mayEnd: () => true,
  };
}
