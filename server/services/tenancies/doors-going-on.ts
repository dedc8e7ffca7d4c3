import { sql } from 'drizzle-orm';
import type { Tx } from '#server/db/pool';
import type { HeldDoor } from '../reasons/held-doors.ts';
import type { ReasonRow } from '../reasons/reason-rows.ts';
import { isGivable } from '../tasks/door-tasks.ts';
import type { FoundUnit } from '../units/find-unit.ts';
import type { FoundTenancy } from './tenancy-rows.ts';
import type { LeasedDoor } from './unit-doors.ts';

type Move = {
  old: FoundTenancy;
  unit: FoundUnit;
  /** Reasons of the old lease. */
  drop: readonly ReasonRow[];
  /** What the new lease brings. */
  brought: readonly LeasedDoor[];
  held: readonly HeldDoor[];
};

/**
 * Doors of the old lease that the new one of the same building does not bring anew and that go on with it all the same,
 * on their own terms: what a household was found holding there beside its home, what a bundle brought that is no longer
 * given, what OpenKit could give when it did and cannot give now, and what is gone, because another door may take its
 * place. Private doors stay with their homes.
 */
export async function doorsGoingOn(tx: Tx, { old, unit, drop, brought, held }: Move): Promise<LeasedDoor[]> {
  const given = brought.filter(isGivable).map(({ doorId }) => doorId);
  const shut = brought.filter((door) => door.bundleId !== null && !isGivable(door)).map(({ doorId }) => doorId);
  const found = await tx.execute<LeasedDoor & { isGone: boolean }>(sql`
    select d.id as "doorId", d.name as "doorName", d.kind, d.is_activated as "isActivated", r.bundle_id as "bundleId",
      r.shareable as "isShareable", bd.ends_on as "endsOn", d.gone_at is not null as "isGone"
    from access_reason r join door d on d.id = r.door_id and d.building_id = ${unit.buildingId}
    left join bundle b on b.id = r.bundle_id
    left join bundle_door bd on bd.bundle_id = r.bundle_id and bd.door_id = r.door_id
    where r.id = any(${sql.param(drop.map(({ id }) => id))}::uuid[])
      and r.door_id <> all(${sql.param(given)}::uuid[])
      and case when b.id is null then ${old.isFound} and d.accessibility is distinct from 'private'
        else b.archived_at is not null or r.door_id = any(${sql.param(shut)}::uuid[])
          or (d.gone_at is not null and bd.door_id is not null) end
      and not exists (select 1 from unit_door ud join unit u on u.id = ud.unit_id
        where ud.door_id = r.door_id and u.archived_at is null)
    order by d.sort_name, d.id`);
  const isHeld = ({ doorId }: LeasedDoor) => held.some((door) => door.doorId === doorId);
  return found.rows.filter((door) => door.isGone || isGivable(door) || isHeld(door));
}
