import { sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import type { DoorView } from '#lib/schemas/door';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import { doorInScope, inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db } from '#server/db/pool';
import { isOf } from '../accesses/access-orders.ts';
import { coverageNow } from '../sync/coverage.ts';
import { standsAt } from './find-door-accesses.ts';
import { countMissingHolders } from './missing-holders.ts';

const shownOperations = 5;

type FoundDoor = Omit<
  DoorView,
  'asOf' | 'coverage' | 'counts' | 'awaitingSync' | 'shownAt' | 'missingHolders' | 'operationIds'
>;

/** A door and how many accesses it has; they come apart (`listDoorAccesses`). Throws Refusal `forbidden_or_missing`. */
export async function getDoor(session: Session, doorId: string): Promise<DoorView> {
  await requirePermission(session, 'door.read');
  const found = await db().execute<FoundDoor>(sql`
    select d.id, d.name, d.building_id as "buildingId", coalesce(b.name, 'Unknown building') as "buildingName",
      p.name as "portfolioName", b.time_zone as "timeZone", d.kind, d.accessibility, d.is_connected as "isConnected",
      d.is_activated as "isActivated", d.serial_number as "serialNumber", d.device_type as "deviceType",
      d.battery_percent as "batteryPercent", d.battery_at as "batteryAt", d.gone_at is not null as "isGone", (
        select json_build_object('id', n.id, 'name', n.name) from door_successor s join door n on n.id = s.new_door_id
        where s.old_door_id = d.id and ${doorInScope(session, sql`n.building_id`, sql`n.id`)}) as successor
    from door d left join building b on b.id = d.building_id left join portfolio p on p.id = b.portfolio_id
    where d.id = ${doorId} and ${doorInScope(session, sql`d.building_id`, sql`d.id`)}`);
  const door = found.rows[0];
  if (!door) throw new Refusal('forbidden_or_missing', { params: { reason: 'door_gone' } });
  const at = await now();
  const [counts, missing, operationIds, freshness] = await Promise.all([
    countAccesses(session, doorId, at),
    countMissingHolders(db(), doorId, at),
    openOperations(session, doorId),
    coverageNow(db()),
  ]);
  return { ...door, ...counts, shownAt: at, missingHolders: missing, operationIds, ...freshness };
}

type Counts = Pick<DoorView, 'counts' | 'awaitingSync'>;

async function countAccesses(session: Session, doorId: string, at: Instant): Promise<Counts> {
  const { now: active, next, ended } = standsAt(at);
  const found = await db().execute<DoorView['counts'] & { waiting: number }>(sql`
    select count(*) filter (where ${active}) as now, count(*) filter (where ${next}) as next,
      count(*) filter (where ${ended}) as ended,
      (select count(*) from access w where w.door_id = ${doorId} and w.awaits_sync_since is not null) as waiting
    from access a join door f on ${isOf.door}
    where f.id = ${doorId} and ${doorInScope(session, sql`a.building_id`, sql`a.door_id`)}`);
  const { waiting, ...counts } = found.rows[0] ?? { now: 0, next: 0, ended: 0, waiting: 0 };
  return { counts, awaitingSync: waiting };
}

async function openOperations(session: Session, doorId: string): Promise<string[]> {
  const found = await db().execute<{ id: string }>(sql`
    select o.id from operation o where o.id in (
      select od.operation_id from operation_item_door od
      where od.door_id = ${doorId} and od.state in ('queued', 'sending', 'unknown', 'needs_person')
        and ${inScope(session, sql`od.building_id`)})
    order by o.created_at desc limit ${shownOperations}`);
  return found.rows.map(({ id }) => id);
}
