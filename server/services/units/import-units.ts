import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { parseTable } from '#lib/import/parse-table';
import { type NamedUnit, type RowProblem, readUnitRows } from '#lib/import/unit-rows';
import type { ImportReport, ImportUnitsInput } from '#lib/schemas/unit-import';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { unit, unitDoor } from '#server/db/schema/units';
import { adoptHouseholds } from './adopt-households.ts';

const problemsTold = 200;
const rowsAtOnce = 1000;

/**
 * Reads a table of units. Says for each row what is wrong with it, and with `apply` makes the units of the others, with
 * whoever is found living in them. Nothing is sent to OpenKit. Throws Refusal `invalid` on `text` when it is no table.
 */
export async function importUnits(session: Session, input: ImportUnitsInput): Promise<ImportReport> {
  await requirePermission(session, 'unit.edit');
  const table = parseTable(input.text);
  if ('reason' in table) throw new Refusal('invalid', { field: 'text', params: { reason: table.reason } });
  const at = await now();
  return db().transaction(async (tx) => {
    const buildings = await buildingsInScope(tx, session);
    const chosen = buildings.find(({ id }) => id === input.buildingId);
    if (input.buildingId && !chosen) throw new Refusal('forbidden_or_missing', { field: 'buildingId' });
    const read = readUnitRows(table, input.mapping, chosen?.name ?? '');
    const placed = await place(tx, read.units, buildings);
    const problems = [...read.problems, ...placed.problems].toSorted((a, b) => a.line - b.line);
    if (input.apply && placed.units.length > 0) {
      await insertUnits(tx, placed.units);
      await adoptHouseholds(tx, placed.units, at);
      await noteImport(tx, session, placed.units);
    }
    return {
      newUnits: placed.units.length,
      known: placed.known,
      problemRows: problems.length,
      problems: problems.slice(0, problemsTold),
      isApplied: input.apply,
    };
  });
}

type Building = { id: string; name: string; key: string };

async function buildingsInScope(tx: Tx, session: Session): Promise<Building[]> {
  const found = await tx.execute<Building>(sql`
    select id, name, sort_name as key from building where gone_at is null and ${inScope(session, sql`id`)}`);
  return found.rows;
}

type PlacedUnit = { id: string; buildingId: string; name: string; doorIds: string[] };

/** Finds the buildings and doors that rows name, compared as everywhere: without case, accents and punctuation. */
async function place(
  tx: Tx,
  named: readonly NamedUnit[],
  buildings: readonly Building[],
): Promise<{ units: PlacedUnit[]; known: number; problems: RowProblem[] }> {
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
    buildings.map(({ id }) => id),
  );
  const units: PlacedUnit[] = [];
  const problems: RowProblem[] = [];
  let known = 0;
  for (const { line, name, building, doors: doorNames } of named) {
    const found = byKey.get(keys.get(building) ?? '') ?? [];
    const [only] = found;
    const missing = doorNames.find((door) => !doors.has(`${only?.id}|${keys.get(door)}`));
    const key = `${only?.id}|${keys.get(name)}`;
    if (!only) problems.push({ line, reason: 'row_building_unknown', params: { building } });
    else if (found.length > 1) problems.push({ line, reason: 'row_building_ambiguous', params: { building } });
    else if (taken.has(key)) known += 1;
    else if (missing !== undefined) problems.push({ line, reason: 'row_door_unknown', params: { door: missing } });
    else {
      taken.add(key);
      const doorIds = doorNames.flatMap((door) => doors.get(`${only.id}|${keys.get(door)}`) ?? []);
      units.push({ id: randomUUID(), buildingId: only.id, name, doorIds: [...new Set(doorIds)] });
    }
  }
  return { units, known, problems };
}

async function searchKeys(tx: Tx, texts: readonly string[]): Promise<Map<string, string>> {
  const found = await tx.execute<{ text: string; key: string }>(sql`
    select distinct text, search_key(text) as key from unnest(${sql.param([...new Set(texts)])}::text[]) as given(text)`);
  return new Map(found.rows.map(({ text, key }) => [text, key]));
}

async function doorsByKey(tx: Tx, buildingIds: readonly string[]): Promise<Map<string, string>> {
  const found = await tx.execute<{ id: string; key: string }>(sql`
    select id, building_id || '|' || sort_name as key from door
    where building_id = any(${sql.param([...buildingIds])}::uuid[]) and gone_at is null`);
  return new Map(found.rows.map(({ id, key }) => [key, id]));
}

async function takenNames(tx: Tx, buildingIds: readonly string[]): Promise<Set<string>> {
  const found = await tx.execute<{ key: string }>(sql`
    select building_id || '|' || sort_name as key from unit
    where building_id = any(${sql.param([...buildingIds])}::uuid[]) and archived_at is null`);
  return new Set(found.rows.map(({ key }) => key));
}

async function insertUnits(tx: Tx, units: readonly PlacedUnit[]): Promise<void> {
  for (let from = 0; from < units.length; from += rowsAtOnce) {
    const some = units.slice(from, from + rowsAtOnce);
    await tx.insert(unit).values(some.map(({ id, buildingId, name }) => ({ id, buildingId, name })));
    const doors = some.flatMap(({ id, doorIds }) => doorIds.map((doorId) => ({ unitId: id, doorId })));
    if (doors.length > 0) await tx.insert(unitDoor).values(doors);
  }
}

/** One record for each building, so that whoever may read its log sees it. */
async function noteImport(tx: Tx, session: Session, units: readonly PlacedUnit[]): Promise<void> {
  const byBuilding = Map.groupBy(units, ({ buildingId }) => buildingId);
  await appendAudit(
    tx,
    [...byBuilding].map(([buildingId, of]) => ({
      event: 'unit.edit',
      phase: 'done',
      actor: { kind: 'staff', staffId: session.staff.id, sessionId: session.sessionId },
      object: { type: 'building', id: buildingId },
      buildingId,
      requestId: session.requestId,
      details: { importedUnits: of.length },
    })),
  );
}
