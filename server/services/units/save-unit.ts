import { and, eq, isNull, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { SaveUnitInput } from '#lib/schemas/unit';
import { type AuditInput, appendAudit } from '#server/audit/append';
import { requirePermission } from '#server/auth/policy';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import { unit, unitDoor } from '#server/db/schema/units';
import { findOpenUnit } from './find-unit.ts';
import { refuseUnseen } from './refuse-unseen.ts';

/**
 * Makes a unit, or changes its name and private doors. Who lives there keeps the doors they hold: bring them in line
 * from the unit's page. Throws Refusal `forbidden_or_missing`, `stale` (archived, or as `refuseUnseen`), `invalid` on
 * `name` (taken) or `doorIds`.
 */
export async function saveUnit(session: Session, input: SaveUnitInput): Promise<{ unitId: string }> {
  await requirePermission(session, 'unit.edit');
  const { buildingId, name } = input;
  const doorIds = [...new Set(input.doorIds)];
  return db().transaction(async (tx) => {
    await requireDoorsOf(tx, session, buildingId, doorIds);
    const before = input.unitId ? await readForChange(tx, session, input.unitId, buildingId) : null;
    const after = { name, doors: doorIds.map((doorId) => ({ doorId })) };
    if (before) await refuseUnseen(tx, input.seenVersion, { before, after });
    await refuseTakenName(tx, input);
    const unitId = before?.id ?? (await insertUnit(tx, buildingId, name));
    if (before) await tx.update(unit).set({ name }).where(eq(unit.id, unitId));
    await tx.delete(unitDoor).where(eq(unitDoor.unitId, unitId));
    if (doorIds.length > 0) await tx.insert(unitDoor).values(doorIds.map((doorId) => ({ unitId, doorId })));
    await noteUnit(tx, session, {
      unitId,
      buildingId,
      details: {
        before: before && { name: before.name, doorIds: before.doors.map(({ doorId }) => doorId) },
        after: { name, doorIds },
      },
    });
    return { unitId };
  });
}

/** Takes a vacant unit out of the lists; its history stays. Throws Refusal `stale` while somebody has a lease of it. */
export async function archiveUnit(session: Session, { unitId }: { unitId: string }): Promise<void> {
  await requirePermission(session, 'unit.edit');
  const at = await now();
  await db().transaction(async (tx) => {
    const { buildingId } = await findOpenUnit(tx, session, unitId);
    const lived = await tx.execute(sql`select 1 from tenancy where unit_id = ${unitId} and ended_at is null limit 1`);
    if (lived.rows.length > 0) throw new Refusal('stale', { params: { reason: 'unit_lived_in' } });
    await tx.update(unit).set({ archivedAt: at }).where(eq(unit.id, unitId));
    await noteUnit(tx, session, { unitId, buildingId, details: { archived: true } });
  });
}

async function insertUnit(tx: Tx, buildingId: string, name: string): Promise<string> {
  const [made] = await tx.insert(unit).values({ buildingId, name }).returning({ id: unit.id });
  if (!made) throw new Error('The unit was not made.');
  return made.id;
}

/** All of these doors are in the building, and it is in scope. Throws Refusal `forbidden_or_missing`. */
export async function requireDoorsOf(
  tx: Tx,
  session: Session,
  buildingId: string,
  doorIds: readonly string[],
): Promise<void> {
  const found = await tx.execute<{ known: boolean; doors: number }>(sql`
    select exists (select 1 from building where id = ${buildingId} and ${inScope(session, sql`id`)}) as known,
      (select count(*) from door where id = any(${sql.param([...doorIds])}::uuid[]) and building_id = ${buildingId}) as doors`);
  const [row] = found.rows;
  if (!row?.known) throw new Refusal('forbidden_or_missing', { field: 'buildingId' });
  if (row.doors < doorIds.length) {
    throw new Refusal('forbidden_or_missing', { field: 'doorIds', params: { reason: 'door_gone' } });
  }
}

async function readForChange(tx: Tx, session: Session, unitId: string, buildingId: string) {
  // Whoever saves at the same time sees this one, or is seen.
  await tx.execute(sql`select 1 from unit where id = ${unitId} for update`);
  const found = await findOpenUnit(tx, session, unitId);
  if (found.buildingId !== buildingId) throw new Refusal('forbidden_or_missing', { field: 'buildingId' });
  const doors = await tx.execute<{ doorId: string; name: string }>(sql`
    select d.id as "doorId", d.name from unit_door ud join door d on d.id = ud.door_id
    where ud.unit_id = ${unitId} order by d.sort_name, d.id`);
  return { ...found, doors: doors.rows };
}

async function refuseTakenName(tx: Tx, { unitId, buildingId, name }: SaveUnitInput): Promise<void> {
  const [taken] = await tx
    .select({ id: unit.id })
    .from(unit)
    .where(
      and(eq(unit.buildingId, buildingId), isNull(unit.archivedAt), sql`${unit.sortName} = search_key(${name}::text)`),
    );
  if (taken && taken.id !== unitId)
    throw new Refusal('invalid', { field: 'name', params: { reason: 'unit_name_taken' } });
}

type UnitNote = {
  unitId: string;
  buildingId: string;
  operationId?: string | undefined;
  details: NonNullable<AuditInput['details']>;
};

/** Writes what was done about a unit into the log. */
export async function noteUnit(tx: Tx, session: Session, { unitId, ...note }: UnitNote): Promise<void> {
  await appendAudit(tx, {
    event: 'unit.edit',
    phase: 'done',
    actor: staffActor(session),
    object: { type: 'unit', id: unitId },
    requestId: session.requestId,
    ...note,
  });
}
