import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { BundleDoorView, BundleView } from '#lib/schemas/bundle';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Db, Tx } from '#server/db/pool';
import { versionOf } from '../units/refuse-unseen.ts';

/** A bundle in scope with its doors. Throws Refusal `forbidden_or_missing` on `bundleId`. */
export async function findBundle(tx: Tx | Db, session: Session, bundleId: string): Promise<BundleView> {
  const found = await tx.execute<Omit<BundleView, 'doors' | 'version'>>(sql`
    select u.id, u.name, u.kind, u.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
      b.time_zone as "timeZone", u.archived_at is not null as "isArchived"
    from bundle u left join building b on b.id = u.building_id
    where u.id = ${bundleId} and ${inScope(session, sql`u.building_id`)}`);
  const [bundle] = found.rows;
  if (!bundle) throw new Refusal('forbidden_or_missing', { field: 'bundleId', params: { reason: 'bundle_gone' } });
  const doors = await tx.execute<BundleDoorView>(sql`
    select d.id as "doorId", d.name, bd.is_shareable as "isShareable", bd.ends_on as "endsOn", d.kind,
      d.is_activated as "isActivated", d.gone_at is not null as "isGone"
    from bundle_door bd join door d on d.id = bd.door_id where bd.bundle_id = ${bundleId} order by d.sort_name, d.id`);
  return { ...bundle, doors: doors.rows, version: versionOf({ ...bundle, doors: doors.rows }) };
}

/** As `findBundle`, and one that is still given. Throws Refusal `stale` for one that was taken out. */
export async function findOpenBundle(tx: Tx, session: Session, bundleId: string): Promise<BundleView> {
  const bundle = await findBundle(tx, session, bundleId);
  if (bundle.isArchived) throw new Refusal('stale', { field: 'bundleId', params: { reason: 'bundle_gone' } });
  return bundle;
}
