import { type SQL, sql } from 'drizzle-orm';
import type { SaveBundleInput } from '#lib/schemas/bundle';
import { type AuditInput, appendAudit } from '#server/audit/append';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import type { Tx } from '#server/db/pool';
import { bundle, bundleDoor } from '#server/db/schema/units';

type NewBundle = Pick<SaveBundleInput, 'buildingId' | 'name' | 'kind'>;

export async function insertBundle(tx: Tx, { buildingId, name, kind }: NewBundle): Promise<string> {
  const [made] = await tx.insert(bundle).values({ buildingId, name, kind }).returning({ id: bundle.id });
  if (!made) throw new Error('The bundle was not made.');
  return made.id;
}

/** Puts doors into a bundle that has none. What households that were found hold of amenities, they hold by it. */
export async function fillBundle(
  tx: Tx,
  bundleId: string,
  { kind, doors }: Pick<SaveBundleInput, 'kind' | 'doors'>,
): Promise<void> {
  await tx.insert(bundleDoor).values(doors.map((door) => ({ ...door, bundleId })));
  if (kind !== 'amenities') return;
  await tx.execute(sql`
    update access_reason r set bundle_id = ${bundleId}
    from tenancy t join bundle_door bd on bd.bundle_id = ${bundleId}
    where t.id = r.tenancy_id and r.door_id = bd.door_id and ${isFoundUnnamed}`);
}

/** A bundle of these doors on the usual terms: they may be shared, and end with the lease. */
export async function makeBundle(tx: Tx, { doorIds, ...bundle }: NewBundle & { doorIds: string[] }): Promise<void> {
  const bundleId = await insertBundle(tx, bundle);
  const doors = doorIds.map((doorId) => ({ doorId, isShareable: true, endsOn: null }));
  await fillBundle(tx, bundleId, { kind: bundle.kind, doors });
}

/** Reason `r` of lease `t`: a household that was found living there held the door before a bundle of it had a name. */
export const isFoundUnnamed: SQL = sql`(t.is_found and r.bundle_id is null and r.ended_at is null
  and not exists (select 1 from unit_door ud where ud.unit_id = t.unit_id and ud.door_id = r.door_id))`;

type BundleNote = {
  object: { type: 'bundle' | 'building'; id: string };
  buildingId: string;
  operationId?: string | undefined;
  details: NonNullable<AuditInput['details']>;
};

/** Writes what was done about bundles into the log. */
export async function noteBundle(tx: Tx, session: Session, note: BundleNote): Promise<void> {
  await appendAudit(tx, {
    event: 'bundle.edit',
    phase: 'done',
    actor: staffActor(session),
    requestId: session.requestId,
    ...note,
  });
}
