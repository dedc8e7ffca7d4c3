import { sql } from 'drizzle-orm';
import { type AuditInput, appendAudit } from '#server/audit/append';
import type { Session } from '#server/auth/session';
import { staffActor } from '#server/auth/staff-actor';
import type { Tx } from '#server/db/pool';

type Worksheet = { id: string; doors: readonly { id: string; buildingId: string }[] };
type RowsThere = { rows: number; decided: number; ended: number };

/**
 * Writes down what happened to a worksheet, once for each building it has doors in: with the doors and rows of that
 * building alone, because whoever manages one of them reads no other's numbers.
 */
export async function recordWorksheet(
  tx: Tx,
  session: Session,
  event: 'certification.start' | 'certification.sign' | 'certification.discard',
  { id, doors }: Worksheet,
  detailsOf: (there: RowsThere) => AuditInput['details'],
): Promise<void> {
  const counts = await countByBuilding(tx, id);
  await appendAudit(
    tx,
    [...Map.groupBy(doors, (door) => door.buildingId)].map(([buildingId, group]) => ({
      event,
      phase: 'done',
      actor: staffActor(session),
      object: { type: 'certification', id },
      buildingId,
      requestId: session.requestId,
      details: {
        ...detailsOf(counts.get(buildingId) ?? { rows: 0, decided: 0, ended: 0 }),
        doorIds: group.map((door) => door.id),
      },
    })),
  );
}

/** Rows may be of doors that the certified ones took the place of: those are of the same building. */
async function countByBuilding(tx: Tx, id: string): Promise<Map<string, RowsThere>> {
  const found = await tx.execute<RowsThere & { buildingId: string }>(sql`
    select coalesce(cd.building_id, d.building_id) as "buildingId", count(*) as rows, count(r.decision) as decided,
      count(r.operation_id) as ended
    from certification_row r left join door d on d.id = r.door_id
    left join certification_door cd on cd.certification_id = r.certification_id and cd.door_id = r.door_id
    where r.certification_id = ${id} group by 1`);
  return new Map(found.rows.map(({ buildingId, ...there }) => [buildingId, there]));
}
