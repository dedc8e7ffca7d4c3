import type { BundleDrift } from '#lib/schemas/bundle';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { doorNames } from './door-names.ts';
import { findBundle } from './find-bundle.ts';
import { planAlignment } from './plan-alignment.ts';

/** Who has a bundle otherwise than it says now, and what bringing them in line would send; changes nothing. */
export async function bundleDrift(session: Session, bundleId: string): Promise<BundleDrift> {
  await requirePermission(session, 'unit.read');
  const at = await now();
  return db().transaction(async (tx) => {
    const alignments = await planAlignment(tx, session, await findBundle(tx, session, bundleId), at);
    const items = alignments.flatMap(({ planned }) => planned.items);
    const names = await doorNames(
      tx,
      items.flatMap(({ doors }) => doors.map(({ doorId }) => doorId)),
    );
    const people = alignments.map(({ tenancy, planned }) => {
      const named = (action: 'grant' | 'change' | 'revoke') =>
        planned.items
          .filter((item) => item.action === action)
          .flatMap(({ doors }) => doors.map(({ doorId }) => names.get(doorId) ?? 'Unknown door'));
      return {
        tenancyId: tenancy.id,
        name: tenancy.name,
        unitName: tenancy.unitName,
        gains: named('grant'),
        loses: named('revoke'),
        changes: named('change'),
      };
    });
    return { people };
  });
}
