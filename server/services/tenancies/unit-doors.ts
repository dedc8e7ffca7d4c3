import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { LocalDate } from '#lib/time/day';
import type { Window } from '#lib/time/window';
import { earlierEnd } from '#lib/units/lease-window';
import type { Tx } from '#server/db/pool';
import type { NewReason } from '../reasons/reason-rows.ts';
import { isGivable } from '../tasks/door-tasks.ts';
import type { FoundUnit } from '../units/find-unit.ts';

/** A door that a lease brings, from the unit itself or by one of the bundles. */
export type LeasedDoor = {
  doorId: string;
  doorName: string;
  kind: 'door' | 'elevator' | 'unknown';
  isActivated: boolean;
  bundleId: string | null;
  isShareable: boolean;
  endsOn: LocalDate | null;
};

/** The doors of a unit and of these bundles of its building. Throws Refusal `stale` on `bundleIds` if one is gone. */
export async function leasedDoors(tx: Tx, unit: FoundUnit, bundleIds: readonly string[]): Promise<LeasedDoor[]> {
  const wanted = [...new Set(bundleIds)];
  const known = await tx.execute(sql`
    select 1 from bundle where id = any(${sql.param(wanted)}::uuid[]) and building_id = ${unit.buildingId}
      and archived_at is null`);
  if (known.rows.length < wanted.length)
    throw new Refusal('stale', { field: 'bundleIds', params: { reason: 'bundle_gone' } });
  const found = await tx.execute<LeasedDoor>(sql`
    select d.id as "doorId", d.name as "doorName", d.kind, d.is_activated as "isActivated", leased.*
    from (
      select door_id, null::uuid as "bundleId", true as "isShareable", null::date as "endsOn"
      from unit_door where unit_id = ${unit.id}
      union all
      select door_id, bundle_id, is_shareable, ends_on from bundle_door
      where bundle_id = any(${sql.param(wanted)}::uuid[])
    ) leased join door d on d.id = leased.door_id and d.building_id = ${unit.buildingId} and d.gone_at is null
    order by "bundleId" nulls first, d.sort_name, d.id`);
  return found.rows;
}

type Lease = { window: Window; zone: string; tenancyId: string; unit: FoundUnit };

/** Why a tenant is to hold each door. A day in another zone than the building's means nothing, so it must be known. */
export const leaseReasons = (doors: readonly LeasedDoor[], lease: Lease): NewReason[] =>
  reasonsToHold(doors.filter(isGivable), lease);

/** The same of doors that were given before, whether OpenKit could still give them or not. */
export function reasonsToHold(doors: readonly LeasedDoor[], { window, zone, tenancyId, unit }: Lease): NewReason[] {
  return doors.flatMap((door) => {
    const end = earlierEnd(window.end, door.endsOn, zone);
    // The door's own last day is over before the lease begins.
    if (end !== null && end <= window.start) return [];
    return [
      {
        doorId: door.doorId,
        buildingId: unit.buildingId,
        start: window.start,
        end,
        shareable: door.isShareable,
        role: 'resident' as const,
        kind: 'lease' as const,
        tenancyId,
        bundleId: door.bundleId,
      },
    ];
  });
}
