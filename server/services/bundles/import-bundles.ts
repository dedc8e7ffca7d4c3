import type { SaveBundleInput } from '#lib/schemas/bundle';
import type { BundleImportReport, ImportBundlesInput } from '#lib/schemas/bundle-import';
import { type NamedBundle, readBundleRows } from '#lib/table/bundle-rows';
import type { RowProblem } from '#lib/table/unit-rows';
import type { Session } from '#server/auth/session';
import { db, type Tx } from '#server/db/pool';
import { doorsByKey, type NamedBuilding, searchKeys, takenNames } from '../units/named-places.ts';
import { importPlaces, openImport, reportOf } from '../units/open-import.ts';
import { makeBundle, noteBundle } from './bundle-rows.ts';

/**
 * Reads a table of bundles. Says for each row what is wrong with it, and with `apply` makes the bundles that have no
 * such row, for a fresh proof alone; those that are there stay as they are. Nothing is sent to OpenKit. Throws Refusal
 * `invalid` on `text` when it is no table.
 */
export async function importBundles(session: Session, input: ImportBundlesInput): Promise<BundleImportReport> {
  const table = await openImport(session, input);
  return db().transaction(async (tx) => {
    const { buildings, unnamed } = await importPlaces(tx, session, input.buildingId);
    const read = readBundleRows(table, input.mapping, unnamed);
    const placed = await place(tx, read.bundles, buildings);
    if (input.apply) await makeBundles(tx, session, placed.bundles);
    return {
      newBundles: placed.bundles.length,
      known: placed.known,
      leftOut: read.leftOut + read.bundles.length - placed.bundles.length - placed.known,
      ...reportOf([...read.problems, ...placed.problems]),
      isApplied: input.apply,
    };
  });
}

type PlacedBundle = Pick<SaveBundleInput, 'buildingId' | 'name' | 'kind'> & { doorIds: string[] };
type Placed = { bundles: PlacedBundle[]; known: number; problems: RowProblem[] };

/** Finds the buildings and doors that rows name, compared as everywhere: without case, accents and punctuation. */
async function place(tx: Tx, named: readonly NamedBundle[], buildings: readonly NamedBuilding[]): Promise<Placed> {
  const ids = buildings.map(({ id }) => id);
  const texts = named.flatMap(({ name, building, doors }) => [name, building, ...doors.map((door) => door.name)]);
  const keys = await searchKeys(tx, texts);
  const byKey = Map.groupBy(buildings, ({ key }) => key);
  const [doorOf, taken] = [await doorsByKey(tx, ids), await takenNames(tx, 'bundle', ids)];
  const bundles: PlacedBundle[] = [];
  const problems: RowProblem[] = [];
  const made = new Set<string>();
  let known = 0;
  for (const { line, name, building, kind, doors } of named) {
    const found = byKey.get(keys.get(building) ?? '') ?? [];
    const [only] = found;
    const idOf = (door: string) => doorOf.get(`${only?.id}|${keys.get(door)}`);
    const missing = doors.filter((door) => !idOf(door.name));
    const key = `${only?.id}|${keys.get(name)}`;
    if (!only) problems.push({ line, reason: 'row_building_unknown', params: { building } });
    else if (found.length > 1) problems.push({ line, reason: 'row_building_ambiguous', params: { building } });
    else if (taken.has(key)) known += 1;
    else if (made.has(key)) problems.push({ line, reason: 'row_twice', params: {} });
    else if (missing.length > 0)
      problems.push(
        ...missing.map((door) => ({ line: door.line, reason: 'row_door_unknown', params: { door: door.name } })),
      );
    else {
      made.add(key);
      const doorIds = [...new Set(doors.flatMap((door) => idOf(door.name) ?? []))];
      bundles.push({ buildingId: only.id, name, kind, doorIds });
    }
  }
  return { bundles, known, problems };
}

/** One record for each building, so that whoever may read its log sees it. */
async function makeBundles(tx: Tx, session: Session, bundles: readonly PlacedBundle[]): Promise<void> {
  for (const bundle of bundles) await makeBundle(tx, bundle);
  for (const [buildingId, of] of Map.groupBy(bundles, (bundle) => bundle.buildingId)) {
    const object = { type: 'building' as const, id: buildingId };
    await noteBundle(tx, session, { object, buildingId, details: { importedBundles: of.length } });
  }
}
