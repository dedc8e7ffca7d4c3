import { sql } from 'drizzle-orm';
import type { Tx } from '#server/db/pool';
import type { LeaseSource } from '../alignment/plan-alignment.ts';
import type { FoundUnit } from './find-unit.ts';

type SourceDoor = LeaseSource['doors'][number];

/**
 * A unit as what brings its private doors to its leases. Which doors, not on what terms: each lease may have its own. A
 * household that was found living there holds other doors of the building by its lease, too: of those it keeps all but
 * the private doors of other units.
 */
export async function unitSource(tx: Tx, unit: FoundUnit): Promise<LeaseSource> {
  const doors = await tx.execute<SourceDoor>(sql`
    select d.id as "doorId", true as "isShareable", null as "endsOn", d.kind, d.is_activated as "isActivated",
      d.gone_at is not null as "isGone"
    from unit_door ud join door d on d.id = ud.door_id where ud.unit_id = ${unit.id}`);
  const leases = await tx.execute<{ id: string; isFound: boolean }>(sql`
    select id, is_found as "isFound" from tenancy
    where unit_id = ${unit.id} and ended_at is null and person_id is not null`);
  const others = await tx.execute<{ doorId: string }>(sql`
    select ud.door_id as "doorId" from unit_door ud join unit u on u.id = ud.unit_id
    where u.building_id = ${unit.buildingId} and u.id <> ${unit.id} and u.archived_at is null`);
  const own = new Set(doors.rows.map(({ doorId }) => doorId));
  const elsewhere = new Set(others.rows.map(({ doorId }) => doorId));
  const found = new Set(leases.rows.flatMap(({ id, isFound }) => (isFound ? id : [])));
  return {
    buildingId: unit.buildingId,
    timeZone: unit.timeZone,
    bundleId: null,
    doors: doors.rows,
    tenancyIds: leases.rows.map(({ id }) => id),
    isSame: (a, b) => a.doorId === b.doorId,
    mayEnd: ({ doorId, tenancyId }) =>
      !own.has(doorId) && (elsewhere.has(doorId) || tenancyId === null || !found.has(tenancyId)),
  };
}
