import { sql } from 'drizzle-orm';
import type { PlanRule } from '#lib/plans/plan-rule';
import type { PlanState } from '#lib/schemas/plan';
import type { LocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { Db, Tx } from '#server/db/pool';
import type { Recipient } from '#server/db/schema/operations';
import { recipientOf } from '../people/recipient-of.ts';

export type StoredPlan = PlanRule & {
  id: string;
  technicianId: string;
  vendorName: string;
  notify: boolean;
  state: PlanState;
  staffId: string;
  activeSince: Instant;
  settledThrough: LocalDate | null;
  recipient: Recipient;
};

/** A door of a plan as the mirror knows it now; of one that vanished only the last that was seen. */
export type PlanDoor = {
  id: string;
  name: string;
  buildingId: string;
  buildingName: string;
  timeZone: string | null;
  kind: 'door' | 'elevator' | 'unknown';
  isActivated: boolean;
  isGone: boolean;
};

/** Reads a plan; null when it is gone. `wait` keeps everybody else from it, `skip` too, with null while others do. */
export async function readPlan(db: Db | Tx, planId: string, lock: 'wait' | 'skip' | null): Promise<StoredPlan | null> {
  const found = await db.execute<StoredPlan>(sql`
    select p.id, p.technician_id as "technicianId", v.name as "vendorName", p.weekdays, p.dates, p.starts, p.until, p.exceptions, p.notify,
      p.state, p.staff_id as "staffId", p.active_since as "activeSince", p.settled_through as "settledThrough",
      ${recipientOf(sql`t`)} as recipient
    from plan p join technician t on t.id = p.technician_id join vendor v on v.id = t.vendor_id
    where p.id = ${planId} ${lock ? sql`for update of p` : sql``} ${lock === 'skip' ? sql`skip locked` : sql``}`);
  return found.rows[0] ?? null;
}

export async function readPlanDoors(db: Db | Tx, planId: string): Promise<PlanDoor[]> {
  const found = await db.execute<PlanDoor>(sql`
    select pd.door_id as id, coalesce(d.name, 'Unknown door') as name, pd.building_id as "buildingId",
      coalesce(b.name, 'Unknown building') as "buildingName", b.time_zone as "timeZone", coalesce(d.kind, 'unknown') as kind,
      coalesce(d.is_activated, false) as "isActivated",
      d.id is null or d.gone_at is not null or b.gone_at is not null as "isGone"
    from plan_door pd left join door d on d.id = pd.door_id left join building b on b.id = pd.building_id
    where pd.plan_id = ${planId} order by b.sort_name, d.sort_name, pd.door_id`);
  return found.rows;
}

/** Why OpenKit would take no daily code for a door, as a reason known to lib/messages; null = it would. */
export function obstacleOf(door: Pick<PlanDoor, 'isGone' | 'kind' | 'isActivated' | 'timeZone'>): string | null {
  if (door.isGone) return 'door_gone';
  if (door.kind === 'elevator') return 'door_elevator';
  if (!door.isActivated) return 'door_not_activated';
  return door.timeZone === null ? 'door_zone_unknown' : null;
}
