import { randomUUID } from 'node:crypto';
import type { AdoptedUnits, AdoptUnitsInput, UnitSuggestion } from '#lib/schemas/unit';
import { suggestUnits } from '#lib/units/suggest-units';
import { appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { unit, unitDoor } from '#server/db/schema/units';
import { adoptHouseholds, residentsOf } from './adopt-households.ts';
import { requireDoorsOf } from './save-unit.ts';
import { suggestFrom } from './suggest-from.ts';

const suggested = { table: 'unit', suggest: suggestUnits } as const;

/** Units that the names of a building's doors suggest and that are not there yet, with who holds their doors. */
export async function suggestedUnits(session: Session, { building }: { building: string }): Promise<UnitSuggestion[]> {
  await requirePermission(session, 'unit.edit');
  const at = await now();
  return db().transaction(async (tx) => {
    await requireDoorsOf(tx, session, building, []);
    const suggestions = await suggestFrom(tx, building, suggested);
    const residents = await residentsOf(
      tx,
      suggestions.flatMap(({ doorIds }) => doorIds),
      at,
    );
    return suggestions.map(({ name, doors, doorIds }) => ({
      name,
      doors,
      people: [...new Set(residents.filter((one) => doorIds.includes(one.doorId)).map((one) => one.name))],
    }));
  });
}

/**
 * Makes the units of these suggestions and notes, for whoever holds their private doors as a resident, that they do so
 * by a lease of it. Nothing is sent to OpenKit. Names that are no suggestion any more are left out.
 */
export async function adoptUnits(session: Session, { buildingId, names }: AdoptUnitsInput): Promise<AdoptedUnits> {
  await requirePermission(session, 'unit.edit');
  const at = await now();
  return db().transaction(async (tx) => {
    await requireDoorsOf(tx, session, buildingId, []);
    const wanted = new Set(names);
    const chosen = (await suggestFrom(tx, buildingId, suggested)).filter(({ name }) => wanted.has(name));
    const units = chosen.map(({ name, doorIds }) => ({ id: randomUUID(), buildingId, name, doorIds }));
    if (units.length > 0) await tx.insert(unit).values(units.map(({ doorIds: _, ...row }) => row));
    const doors = units.flatMap(({ id, doorIds }) => doorIds.map((doorId) => ({ unitId: id, doorId })));
    if (doors.length > 0) await tx.insert(unitDoor).values(doors);
    const people = await adoptHouseholds(tx, units, at);
    await appendAudit(tx, {
      event: 'unit.edit',
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'building', id: buildingId },
      buildingId,
      requestId: session.requestId,
      details: { adoptedUnits: units.length, people },
    });
    return { units: units.length, people };
  });
}
