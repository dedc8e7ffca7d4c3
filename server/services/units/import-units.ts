import { randomUUID } from 'node:crypto';
import type { ImportReport, ImportUnitsInput } from '#lib/schemas/unit-import';
import { type NamedResident, type NamedUnit, type RowProblem, readUnitRows } from '#lib/table/unit-rows';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { unit, unitDoor } from '#server/db/schema/units';
import { adoptHouseholds } from './adopt-households.ts';
import { findResidents, noteResidents, type PlacedResident, type RedatedLease } from './import-residents.ts';
import { doorsByKey, type NamedBuilding, searchKeys, takenNames } from './named-places.ts';
import { importPlaces, openImport, reportOf } from './open-import.ts';

const rowsAtOnce = 1000;

/**
 * Reads a table of units. Says for each row what is wrong with it, and with `apply` makes the units of the others, with
 * whoever is found living in them and the leases of those it names, for a fresh proof alone. Nothing is sent to
 * OpenKit. Throws Refusal `invalid` on `text` when it is no table.
 */
export async function importUnits(session: Session, input: ImportUnitsInput): Promise<ImportReport> {
  const table = await openImport(session, input);
  const at = await now();
  return db().transaction(async (tx) => {
    const { buildings, unnamed } = await importPlaces(tx, session, input.buildingId);
    const read = readUnitRows(table, input.mapping, unnamed);
    const placed = await place(tx, read.units, buildings);
    const { residents, problems: unknown } = await findResidents(tx, session, placed.residents);
    if (residents.length > 0) await requirePermission(session, 'tenancy.manage');
    if (input.apply && placed.units.length + residents.length > 0) {
      await insertUnits(tx, placed.units);
      await adoptHouseholds(tx, placed.units, at);
      const redated = await noteResidents(tx, session, residents, at);
      const isNew = new Set(placed.units.map(({ id }) => id));
      await noteImport(tx, session, {
        ...placed,
        residents,
        redated: redated.filter(({ unitId }) => !isNew.has(unitId)),
      });
    }
    return {
      residents: residents.length,
      newUnits: placed.units.length,
      known: placed.known,
      ...reportOf([...read.problems, ...placed.problems, ...unknown]),
      isApplied: input.apply,
    };
  });
}

type PlacedUnit = { id: string; buildingId: string; name: string; doorIds: string[] };

type Placed = {
  units: PlacedUnit[];
  known: number;
  residents: PlacedResident[];
  /** Of each unit that somebody lives in. */
  buildingOf: ReadonlyMap<string, string>;
  problems: RowProblem[];
};

/** Finds the buildings and doors that rows name, compared as everywhere: without case, accents and punctuation. */
async function place(tx: Tx, named: readonly NamedUnit[], buildings: readonly NamedBuilding[]): Promise<Placed> {
  const keys = await searchKeys(
    tx,
    named.flatMap(({ name, building, doors }) => [name, building, ...doors]),
  );
  const byKey = Map.groupBy(buildings, ({ key }) => key);
  const doors = await doorsByKey(
    tx,
    buildings.map(({ id }) => id),
  );
  const taken = await takenNames(
    tx,
    'unit',
    buildings.map(({ id }) => id),
  );
  const units: PlacedUnit[] = [];
  const living: PlacedResident[] = [];
  const buildingOf = new Map<string, string>();
  const problems: RowProblem[] = [];
  let known = 0;
  const settle = (unitId: string, buildingId: string, residents: readonly NamedResident[]) => {
    buildingOf.set(unitId, buildingId);
    for (const resident of residents) living.push({ ...resident, unitId });
  };
  for (const { line, name, building, doors: doorNames, residents } of named) {
    const found = byKey.get(keys.get(building) ?? '') ?? [];
    const [only] = found;
    const missing = doorNames.find((door) => !doors.has(`${only?.id}|${keys.get(door)}`));
    const key = `${only?.id}|${keys.get(name)}`;
    if (!only) problems.push({ line, reason: 'row_building_unknown', params: { building } });
    else if (found.length > 1) problems.push({ line, reason: 'row_building_ambiguous', params: { building } });
    else if (taken.has(key)) {
      known += 1;
      settle(taken.get(key) ?? '', only.id, residents);
    } else if (missing !== undefined) problems.push({ line, reason: 'row_door_unknown', params: { door: missing } });
    else {
      const id = randomUUID();
      taken.set(key, id);
      const doorIds = doorNames.flatMap((door) => doors.get(`${only.id}|${keys.get(door)}`) ?? []);
      units.push({ id, buildingId: only.id, name, doorIds: [...new Set(doorIds)] });
      settle(id, only.id, residents);
    }
  }
  return { units, known, residents: living, buildingOf, problems };
}

async function insertUnits(tx: Tx, units: readonly PlacedUnit[]): Promise<void> {
  for (let from = 0; from < units.length; from += rowsAtOnce) {
    const some = units.slice(from, from + rowsAtOnce);
    await tx.insert(unit).values(some.map(({ id, buildingId, name }) => ({ id, buildingId, name })));
    const doors = some.flatMap(({ id, doorIds }) => doorIds.map((doorId) => ({ unitId: id, doorId })));
    if (doors.length > 0) await tx.insert(unitDoor).values(doors);
  }
}

type Imported = Pick<Placed, 'units' | 'buildingOf' | 'residents'> & { redated: readonly RedatedLease[] };

/**
 * One record for each building, so that whoever may read its log sees it, and one for each lease that stood there with
 * other dates: nothing else keeps which those were.
 */
async function noteImport(
  tx: Tx,
  session: Session,
  { units, buildingOf, residents, redated }: Imported,
): Promise<void> {
  const counts = Map.groupBy(
    [
      ...units.map(({ buildingId }) => ({ buildingId, isUnit: true })),
      ...residents.map(({ unitId }) => ({ buildingId: buildingOf.get(unitId) ?? '', isUnit: false })),
    ],
    ({ buildingId }) => buildingId,
  );
  const by = {
    phase: 'done',
    actor: staffActor(session),
    requestId: session.requestId,
  } as const;
  await appendAudit(tx, [
    ...[...counts].map(([buildingId, of]) => ({
      ...by,
      event: 'unit.edit' as const,
      object: { type: 'building' as const, id: buildingId },
      buildingId,
      details: {
        importedUnits: of.filter(({ isUnit }) => isUnit).length,
        people: of.filter(({ isUnit }) => !isUnit).length,
      },
    })),
    ...redated.map(({ unitId, buildingId, personId, name, ...dates }) => ({
      ...by,
      event: 'tenancy.change' as const,
      object: { type: 'person' as const, id: personId },
      buildingId,
      details: {
        unitId,
        before: { leaseStart: dates.startBefore, leaseEnd: dates.endBefore },
        after: { leaseStart: dates.startAfter, leaseEnd: dates.endAfter },
      },
      personal: { name },
    })),
  ]);
}
