import { sql } from 'drizzle-orm';
import type { AdoptBundlesInput, BundleSuggestion } from '#lib/schemas/bundle';
import { suggestBundles } from '#lib/units/suggest-bundles';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { requireDoorsOf } from '../units/save-unit.ts';
import { suggestFrom } from '../units/suggest-from.ts';
import { isFoundUnnamed, makeBundle, noteBundle } from './bundle-rows.ts';

const suggested = { table: 'bundle', suggest: suggestBundles } as const;

/** Bundles that the names of a building's doors suggest, of doors that are in none, with how many leases have them. */
export async function suggestedBundles(
  session: Session,
  { building }: { building: string },
): Promise<BundleSuggestion[]> {
  await requirePermission(session, 'unit.edit');
  return db().transaction(async (tx) => {
    await requireDoorsOf(tx, session, building, []);
    const suggestions = await suggestFrom(tx, building, suggested);
    const found = await tx.execute<{ doorId: string; tenancyId: string }>(sql`
      select r.door_id as "doorId", t.id as "tenancyId" from access_reason r join tenancy t on t.id = r.tenancy_id
      where t.building_id = ${building} and ${isFoundUnnamed}`);
    return suggestions.map(({ name, kind, doors, doorIds }) => ({
      name,
      kind,
      doors,
      leases:
        kind === 'service'
          ? 0
          : new Set(found.rows.filter(({ doorId }) => doorIds.includes(doorId)).map(({ tenancyId }) => tenancyId)).size,
    }));
  });
}

/**
 * Makes the bundles of these suggestions; households that were found living there have those of them that come with
 * each lease. Nothing is sent to OpenKit. Names that are no suggestion any more are left out.
 */
export async function adoptBundles(
  session: Session,
  { buildingId, names }: AdoptBundlesInput,
): Promise<{ bundles: number }> {
  await requirePermission(session, 'unit.edit');
  return db().transaction(async (tx) => {
    await requireDoorsOf(tx, session, buildingId, []);
    const chosen = (await suggestFrom(tx, buildingId, suggested)).filter(({ name }) => names.includes(name));
    for (const { name, kind, doorIds } of chosen) await makeBundle(tx, { buildingId, name, kind, doorIds });
    const object = { type: 'building' as const, id: buildingId };
    await noteBundle(tx, session, { object, buildingId, details: { adoptedBundles: chosen.length } });
    return { bundles: chosen.length };
  });
}
