import { sql } from 'drizzle-orm';
import type { AdoptBundlesInput, BundleSuggestion } from '#lib/schemas/bundle';
import { type SuggestedBundle, suggestBundles } from '#lib/units/suggest-bundles';
import type { NamedDoor } from '#lib/units/suggest-units';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db, type Tx } from '#server/db/pool';
import { requireDoorsOf } from '../units/save-unit.ts';
import { fillBundle, insertBundle, isFoundUnnamed, noteBundle } from './bundle-rows.ts';

/** Bundles that the names of a building's doors suggest, of doors that are in none, with how many leases have them. */
export async function suggestedBundles(
  session: Session,
  { building }: { building: string },
): Promise<BundleSuggestion[]> {
  await requirePermission(session, 'unit.edit');
  return db().transaction(async (tx) => {
    await requireDoorsOf(tx, session, building, []);
    const { suggestions, doorNames } = await suggestFor(tx, building);
    const found = await tx.execute<{ doorId: string; tenancyId: string }>(sql`
      select r.door_id as "doorId", t.id as "tenancyId" from access_reason r join tenancy t on t.id = r.tenancy_id
      where t.building_id = ${building} and ${isFoundUnnamed}`);
    return suggestions.map(({ name, kind, doorIds }) => ({
      name,
      kind,
      doors: doorIds.map((id) => ({ id, name: doorNames.get(id) ?? '' })),
      leases:
        kind === 'service'
          ? 0
          : new Set(found.rows.filter(({ doorId }) => doorIds.includes(doorId)).map(({ tenancyId }) => tenancyId)).size,
    }));
  });
}

/**
 * Makes the bundles of these suggestions; households that were found living there have those of them that come with each
 * lease. Nothing is sent to OpenKit. Names that are no suggestion any more are left out.
 */
export async function adoptBundles(
  session: Session,
  { buildingId, names }: AdoptBundlesInput,
): Promise<{ bundles: number }> {
  await requirePermission(session, 'unit.edit');
  return db().transaction(async (tx) => {
    await requireDoorsOf(tx, session, buildingId, []);
    const chosen = (await suggestFor(tx, buildingId)).suggestions.filter(({ name }) => names.includes(name));
    for (const { name, kind, doorIds } of chosen) {
      const bundleId = await insertBundle(tx, { buildingId, name, kind });
      const doors = doorIds.map((doorId) => ({ doorId, isShareable: true, endsOn: null }));
      await fillBundle(tx, bundleId, { kind, doors });
    }
    const object = { type: 'building' as const, id: buildingId };
    await noteBundle(tx, session, { object, buildingId, details: { adoptedBundles: chosen.length } });
    return { bundles: chosen.length };
  });
}

async function suggestFor(
  tx: Tx,
  buildingId: string,
): Promise<{ suggestions: SuggestedBundle[]; doorNames: ReadonlyMap<string, string> }> {
  const doors = await tx.execute<NamedDoor>(sql`
    select d.id, d.name, d.kind, d.accessibility from door d
    where d.building_id = ${buildingId} and d.gone_at is null
      and not exists (select 1 from unit_door ud join unit u on u.id = ud.unit_id and u.archived_at is null
        where ud.door_id = d.id)
      and not exists (select 1 from bundle_door bd join bundle b on b.id = bd.bundle_id and b.archived_at is null
        where bd.door_id = d.id)
    order by d.sort_name, d.id`);
  const taken = await tx.execute<{ key: string }>(sql`
    select sort_name as key from bundle where building_id = ${buildingId} and archived_at is null`);
  const isTaken = new Set(taken.rows.map(({ key }) => key));
  return {
    // A suggested name is letters and spaces alone, so that lower case is its key.
    suggestions: suggestBundles(doors.rows).filter(({ name }) => !isTaken.has(name.toLowerCase())),
    doorNames: new Map(doors.rows.map(({ id, name }) => [id, name])),
  };
}
